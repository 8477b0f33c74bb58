"""Pages agree with their modules."""

from __future__ import annotations

from recompute.diagnostics import Diagnostics
from recompute.site.project_files import check_modules
from recompute.source.page_source import Source
from tests.machinery.conftest import lines, page


def test_pages_and_modules_agree_by_name(diagnostics: Diagnostics) -> None:
    pages = {"label-smoothing.md": page(), "guide/loss.md": page(), "tags.md": page("---\nvalues: false\n---\n")}
    check_modules(pages, {"label_smoothing": False, "guide.loss": False}, "snippets.pages", diagnostics)
    assert not diagnostics


def test_a_page_without_its_module_is_a_problem(diagnostics: Diagnostics) -> None:
    check_modules({"guide/log-loss.md": page("# Loss { #loss }\n")}, {}, "snippets.pages", diagnostics)
    assert lines(diagnostics) == [
        "docs/en/loss.md:1: the page has no module snippets/pages/guide/log_loss.py; "
        "add it, or write values: false in the front matter"
    ]


def test_a_page_without_words_needs_no_module(diagnostics: Diagnostics) -> None:
    check_modules({"loss.md": page(" \n"), "guide.md": page("---\ntitle: A\n---\n")}, {}, "snippets.pages", diagnostics)
    assert not diagnostics


def test_a_module_without_its_page_is_a_problem(diagnostics: Diagnostics) -> None:
    check_modules({}, {"guide.loss": False}, "snippets.pages", diagnostics)
    assert lines(diagnostics) == [
        "snippets/pages/guide/loss.py:1: the module has no page of its name; add the page, or remove the module"
    ]


def test_what_is_broken_already_needs_no_partner(diagnostics: Diagnostics) -> None:
    check_modules(
        {"loss.md": Source("docs/en/loss.md", "", sound=False)}, {"guide": True}, "snippets.pages", diagnostics
    )
    assert not diagnostics
