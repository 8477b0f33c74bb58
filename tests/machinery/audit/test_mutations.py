"""Whatever becomes of a page's source, it is rendered and audited, or reported with lines, in a short time."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
from lxml import html
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from recompute.audit.trace import trace
from recompute.diagnostics import Diagnostics
from recompute.markup.claims import Claims
from recompute.markup.elements import without_marks
from recompute.markup.render_context import RenderContext
from recompute.publish.formula_text import with_signs
from recompute.publish.markdown_text import as_markdown
from recompute.publish.search_text import search_content
from recompute.site.build import Site
from recompute.site.configuration import extensions, load
from recompute.site.filled_front_matter import filled
from recompute.site.settings import Settings
from recompute.site.theme_patches import valid
from recompute.source.page_source import Source, module_of, parse
from recompute.values.lookup import ModuleResults, Values
from tests.in_memory import InMemory
from tests.machinery.audit.mutations import MARK, mutated
from tests.published import ROOT

CASES = int(os.environ.get("MUTATIONS", "2000"))
GROUPS = 20
LONGEST = 3.0  # seconds of this process
PAGES = ["softmax.md", "label-smoothing.md", "gradient.md", "loss-floor.md"]  # What they quote is computed at once.
SHOWN_AS_IT_IS = (
    ".//*[@data-ref or @data-literal or self::code or self::pre or self::svg or self::script or self::style]"
)


@cache
def project() -> tuple[Site, Settings, MkDocsConfig]:
    made, config = load(ROOT)
    return Site(made, InMemory()), made, config


@cache
def known() -> tuple[Values, Claims]:
    """Return the values and claims of these pages alone: of all of them some take minutes."""
    site, made, _ = project()
    modules = [module_of(path) for path in PAGES]
    replies = ModuleResults(site.evaluation.reply, Diagnostics())

    def declaring(kind: str) -> dict[str, list[str]]:
        return {page: found for page, found in made.declaring(kind).items() if page in modules}

    return (
        Values(modules=declaring("values"), results=replies),
        Claims(modules=declaring("claims"), results=replies),
    )


@cache
def sections() -> list[tuple[str, str, str]]:
    """Return the sections of the pages, each with the front matter of its page, as pages of their own."""
    return [found for code in ("zh", "en") for path in PAGES for found in _sections_of(code, path)]


def _sections_of(code: str, path: str) -> Iterator[tuple[str, str, str]]:
    source = project()[0].editions[code].page_index.sources[path]
    lines = source.text.split("\n")
    starts = [heading.line - 1 for heading in source.headings]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield code, path, source.text[: source.start] + "\n".join(lines[start:end])


def audited(code: str, path: str, text: str) -> tuple[str, RenderContext]:
    """Render, audit and publish a page as a build does; return its HTML, and what is known of it."""
    site, _, config = project()
    page = site.page(code, path)
    page.diagnostics = Diagnostics()
    page.values, page.known_claims = known()
    page.source = parse(text, page.source.file, page.diagnostics)
    if not page.source.sound:
        return "", page
    filled(page)
    names = extensions(config, page)
    markdown = Markdown(extensions=names, extension_configs=config.mdx_configs)
    content = markdown.convert(page.source.text[page.source.start :])
    search_content(content, page, site.glossary)
    output = f"<html><body><article>{content}</article></body></html>"
    trace(output, page)
    output = without_marks(output)
    as_markdown(output)
    valid(with_signs(output))
    return output, page


def typed(output: str) -> bool:
    """Tell whether a reader sees the number that was typed into a page."""
    if not output:
        return False
    article = html.document_fromstring(output)
    for element in article.xpath(SHOWN_AS_IT_IS):
        element.drop_tree()
    return MARK in "".join(article.itertext())


def located(source: Source, page: RenderContext) -> bool:
    last = source.text.count("\n") + 1
    return all(each.file == source.file and 1 <= each.line <= last and each.what for each in page.diagnostics.found)


@pytest.fixture(autouse=True, scope="module")
def _read_once() -> None:
    """Let what all pages share be read before a page is timed."""
    audited(*sections()[0])


@pytest.mark.parametrize("raw", ["<!-- a -->", "<p>b</article>", "$a \x1b b$", "<details><!-- a --></details>"])
def test_what_a_page_holds_does_not_break_off_its_publishing(raw: str) -> None:
    code, path, text = sections()[0]
    output, page = audited(code, path, f"{text}\n\n{raw}\n")
    assert output
    assert bool(page.diagnostics) == ("<!--" not in raw)


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_mutated_page_is_rendered_and_audited_or_reported_with_its_lines(group: int) -> None:
    for seed in range(group, CASES, GROUPS):
        random = Random(seed)
        code, path, text = random.choice(sections())
        text = mutated(text, random)
        began = time.process_time()
        output, page = audited(code, path, text)
        assert time.process_time() - began < LONGEST, f"seed {seed}"
        assert located(page.source, page), f"seed {seed}: {page.diagnostics}"
        assert page.diagnostics or not typed(output), f"seed {seed}"


def test_a_section_as_it_is_passes() -> None:
    code, path, text = next(section for section in sections() if "{{ " in section[2].partition("# ")[2])
    output, page = audited(code, path, text)
    assert not page.diagnostics
    assert "data-ref" in output
