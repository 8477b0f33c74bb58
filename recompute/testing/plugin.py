"""The pytest side: collects the examples of a site's pages, of the package of its values, and of the machinery.

The code cells of notebooks are no examples: each build of the site runs them.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import cached_property
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.document import Document, PythonDocStringDocument
from sybil.integration.pytest import SybilItem
from sybil.parsers.abstract.doctest import DocTestStringParser

from recompute.site import configuration
from recompute.source.notebook import SUFFIX, parse
from recompute.testing.examples import ExampleEvaluator, fix, not_installed
from recompute.testing.pages import PageParser, Rendering

MACHINERY = Path(__file__).resolve().parents[1]


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
        collector: pytest.Collector | None = None
        if file_path.suffix != ".py" and file_path.is_relative_to(docs):
            collector = self.pages.pytest()(file_path, parent)
        if file_path.suffix == ".py" and any(file_path.is_relative_to(folder) for folder in (package, MACHINERY)):
            collector = self.modules.pytest()(file_path, parent)
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
