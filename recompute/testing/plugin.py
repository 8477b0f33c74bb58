"""The pytest side: collects the examples of a site's pages, of the package of its values, and of the machinery.

Each piece of what a page shows as Python is tested; one that nothing tests fails. The code cells of notebooks are no
examples: each build of the site runs them.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from markdown import Markdown
from sybil import Document, Example, Lexeme, Region, Sybil
from sybil.document import PythonDocStringDocument
from sybil.evaluators.python import PythonEvaluator
from sybil.integration.pytest import SybilItem
from sybil.parsers.abstract.doctest import DocTestStringParser

from recompute.site import configuration
from recompute.source.fences import Fence, has_prompts, is_python
from recompute.source.inlines import INCLUDES, included
from recompute.source.notebook import SUFFIX, parse
from recompute.source.tree import blanked, fences
from recompute.testing.examples import ExampleEvaluator, fix, not_installed

MACHINERY = Path(__file__).resolve().parents[1]
_HIGHLIGHT = "pymdownx.highlight"
_NOT_INDENTED = re.compile(r"^(?! {4}[ ]*[^ `~]).*", re.MULTILINE)  # The marks of an indented fence end its code.
_INDENTED = re.compile(r"(?:^(?: {4}.*|[ \t]*)(?:\n|\Z))+", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites outdated outputs."""
    help_text = "rewrite outdated outputs of doctests in pages and modules"
    parser.getgroup("recompute").addoption("--doctest-fix", action="store_true", help=help_text)


def pytest_configure(config: pytest.Config) -> None:
    """Collect doctests where there is a site."""
    if (config.rootpath / "mkdocs.yml").is_file():
        config.pluginmanager.register(Doctests(config.rootpath, config.getoption("--doctest-fix")))


class NotebookDocument(Document):
    """A notebook as its text without its code cells."""

    def __init__(self, text: str, path: str) -> None:
        super().__init__(parse(text).without_code(), path)


class Doctests:
    """The doctests of one run."""

    def __init__(self, root: Path, fixing: bool) -> None:
        self.root, self.fixing = root, fixing
        self.examples = ExampleEvaluator()

    @cached_property
    def folders(self) -> tuple[Path, Path]:
        """The folder of the pages, and the package of the values."""
        return configuration.load(self.root)[0].folders

    @cached_property
    def pages(self) -> Sybil:
        """How pages are tested."""
        _, config = configuration.load(self.root)
        rendering = Rendering(config.markdown_extensions, config.mdx_configs)
        parser = PageParser(self.examples, rendering, self.folders[1])
        types: dict[str | None, type[Document]] = {SUFFIX: NotebookDocument}
        return Sybil([parser], patterns=["*.md", f"*{SUFFIX}"], path=str(self.root), document_types=types)

    @cached_property
    def modules(self) -> Sybil:
        """How docstrings are tested."""
        parser = DocTestStringParser(self.examples)
        types: dict[str | None, type[Document]] = {".py": PythonDocStringDocument}
        return Sybil(
            [lambda document: parser(document.text, document.path)],
            pattern="*.py",
            path=str(self.root),
            document_types=types,
        )

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Take pages and modules; leave everything else to others."""
        if file_path.suffix not in {".md", SUFFIX, ".py"}:
            return None
        docs, package = self.folders
        is_page = file_path.suffix != ".py"
        collector: pytest.Collector | None = None
        if any(map(file_path.is_relative_to, (docs,) if is_page else (package, MACHINERY))):
            collector = (self.pages if is_page else self.modules).pytest()(file_path, parent)
        return collector

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Skip the examples of a module that cannot be imported where a package is not installed."""
        try:
            yield
        except ImportError as error:
            if isinstance(item, SybilItem) and (package := not_installed(error.__context__)):
                pytest.skip(f"{package} is not installed")
            raise

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Rewrite what is outdated, where that was asked for."""
        pages = (mismatch for mismatch in self.examples.mismatches if not mismatch.path.endswith(SUFFIX))
        for path, count in fix(pages).items() if self.fixing else ():
            terminalreporter.write_line(f"{path}: {count} outputs rewritten")


class Rendering:
    """The Markdown of a site's own configuration, with the language of each block of code as a class."""

    def __init__(self, extensions: Sequence[str], settings: Mapping[str, dict[str, Any]]) -> None:
        highlight = {_HIGHLIGHT: {**settings.get(_HIGHLIGHT, {}), "pygments_lang_class": True}}
        self._markdown = Markdown(
            extensions=list(dict.fromkeys([*extensions, _HIGHLIGHT])), extension_configs={**settings, **highlight}
        )

    def included(self, code: str) -> str:
        """Return code with the sections that it includes, and as it is on a site that includes nothing."""
        self._markdown.reset()
        if "snippet" not in self._markdown.preprocessors:
            return code
        return "\n".join(self._markdown.preprocessors["snippet"].run(code.splitlines()))

    def python(self, text: str) -> list[str]:
        """Return the blocks of a page that its readers take for Python."""
        self._markdown.reset()
        page = html.fromstring(f"<div>{self._markdown.convert(text)}</div>")
        blocks = [(_language(block), "".join(map(str, block.itertext()))) for block in page.iter("pre")]
        return [code for language, code in blocks if is_python(language, code)]


def _language(block: etree._Element) -> str:
    """Return the language that a block of code is in, as the class of an element around it says."""
    classes = [name for around in block.iterancestors("div") for name in around.get("class", "").split()]
    return next((name.removeprefix("language-") for name in classes if name.startswith("language-")), "")


class PageParser:
    """A Sybil parser: prompts run as examples, other Python as a program, included code must hold a doctest."""

    def __init__(self, examples: ExampleEvaluator, rendering: Rendering, package: Path) -> None:
        self.examples, self.rendering, self.package = examples, rendering, package

    def __call__(self, document: Document) -> Iterator[Region]:
        """Yield what there is to run on a page, and at its end the check that this was everything."""
        found, end = fences(document.text), len(document.text)
        yield from DocTestStringParser(self.examples)(_prompts(document.text, found), document.path)
        for fence in found:
            if fence.runs and not has_prompts(fence.code):
                yield self._program(fence)
        yield Region(end, end, found, self._check_all_tested)

    def _program(self, fence: Fence) -> Region:
        files = [name.partition(":")[0] for name in included(fence.code)]
        if files and all(file.endswith(".py") for file in files) and not INCLUDES.sub("", fence.code).strip():
            return Region(fence.start, fence.end, (fence.code, files), self._check_included)
        code = self.rendering.included(fence.code)
        return Region(fence.start, fence.end, Lexeme(code, fence.start, -1), PythonEvaluator(["annotations"]))

    def _check_included(self, example: Example) -> str | None:
        """Included code is tested where it is written: by doctests that it shows, in a package whose doctests run."""
        code, files = example.parsed
        for file in files:
            if not Path(file).resolve().is_relative_to(self.package):
                return f"nothing tests {file}; include code from {self.package.name}/"
        if not has_prompts(self.rendering.included(code)):
            return f"nothing tests the code included from {' and '.join(files)}; add a doctest to its docstring"
        return None

    def _check_all_tested(self, example: Example) -> str | None:
        """Compare with the Python that the site renders, found in another way."""
        found, text = example.parsed, example.document.text
        shown = [fence for fence in found if is_python(fence.language, fence.code)]
        for fence in shown:
            if fence.no_run == "":
                return f'data-no-run of ```{fence.info} gives no reason; write data-no-run="why"'
        indented = _INDENTED.findall(blanked(text, ((fence.start, fence.end) for fence in found), "x"))
        known = {_plain(code) for code in [*(self.rendering.included(fence.code) for fence in shown), *indented]}
        missed = [code for code in self.rendering.python(text) if _plain(code) not in known]
        if missed:
            return f"the site renders Python that nothing tests, and it begins: {missed[0].strip().splitlines()[0]}"
        return None


def _prompts(text: str, found: list[Fence]) -> str:
    """Return a page, offset by offset, with only code that may hold prompts left, the prefixes of fences blanked."""
    pieces, place = [], 0
    for fence in found:
        pieces.append(_NOT_INDENTED.sub(_blank, text[place : fence.start]))
        prefix = re.compile(rf"^[ \t>]{{0,{len(fence.prefix)}}}" if fence.runs else r"^.*", re.MULTILINE)
        pieces.append(prefix.sub(_blank, fence.body))
        place = fence.end
    return "".join([*pieces, _NOT_INDENTED.sub(_blank, text[place:])])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _plain(code: str) -> str:
    return "\n".join(line.strip() for line in code.strip().splitlines())
