"""The audit needs no MkDocs: pages that Python-Markdown renders have the same numbers, claims and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from recompute.audit.trace import Trace, trace
from recompute.site.finished_pages import FinishedPages, with_marks
from tests.published import KEPT_RESULTS, ROOT, Site

Traces = dict[tuple[str, str], tuple[Trace, Trace]]


@pytest.fixture(scope="module")
def plain() -> Iterator[FinishedPages]:
    """The project, with its pages ready to be rendered by Python-Markdown alone."""
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in KEPT_RESULTS.items():
            patch.setenv(name, folder)
        yield FinishedPages(ROOT)


@pytest.fixture(scope="module")
def traces(site: Site, plain: FinishedPages) -> Traces:
    """What the audit finds on each page: rendered without MkDocs, and in the site that MkDocs built."""
    found = {}
    for code, path in plain.pages():
        content, page = plain.render(code, path)
        published = (site.folder / plain.file(code, path)).read_text(encoding="utf-8")
        found[code, path] = (
            trace(f"<article>{content}</article>", page),
            trace(with_marks(published, content), page),
        )
    return found


def test_pages_without_mkdocs_have_the_numbers_claims_and_figures_of_the_site(traces: Traces) -> None:
    assert len(traces) > 20
    for page, (without, built) in traces.items():
        assert without.sections == built.sections, page
        assert (without.computed, without.literal) == (built.computed, built.literal), page
    counted = {ref for without, _ in traces.values() for each in without.sections.values() for ref in each}
    assert {"claim", "figure", "["} <= {re.split(r"[:@]", ref)[0] for ref in counted}


def test_the_audit_counts_what_the_build_counted(traces: Traces, site: Site, plain: FinishedPages) -> None:
    computed, literal = (sum(getattr(built, kind) for _, built in traces.values()) for kind in ("computed", "literal"))
    assert f"Numerals: {computed} computed, {literal} literal, 0 uncomputed" in site.output
    assert not plain.site.diagnostics, str(plain.site.diagnostics)


def test_a_number_changed_in_a_finished_page_is_found_at_its_line(site: Site, plain: FinishedPages) -> None:
    content, page = plain.render("en", "softmax.md")
    published = (site.folder / plain.file("en", "softmax.md")).read_text(encoding="utf-8")
    changed, count = re.subn(r'(<p>[^<]*)<data class="value"[^>]*>([^<]*)</data>', r"\1 7.25", published, count=1)
    assert count == 1
    before = set(plain.site.diagnostics.found)
    assert trace(with_marks(changed, content), page).uncomputed == ["7.25"]
    [found] = plain.site.diagnostics.found - before
    assert found.file == "docs/en/softmax.md"
    assert found.what.startswith("7.25 is typed by hand")
    plain.site.diagnostics.found = before


def test_the_command_reports_pages_that_a_folder_lacks(plain: FinishedPages, tmp_path: Path) -> None:
    before = set(plain.site.diagnostics.found)
    plain.audit(tmp_path)
    found = plain.site.diagnostics.found - before
    lacking = {each.file for each in found if each.what.startswith("the site has no ")}
    assert {"docs/zh/softmax.md", "docs/en/softmax.md"} <= lacking
    plain.site.diagnostics.found = before
