"""What mkdocs.yml says of a site, and what of the site can be read before anything runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recompute.diagnostics import Diagnostics
from recompute.evaluation.group_runner import TIME_LIMIT
from recompute.library import glossary, references
from recompute.library.glossary import Glossary
from recompute.library.references import References
from recompute.locale.fallback import Fallbacks
from recompute.locale.language import Language
from recompute.source.notebook import SUFFIX
from recompute.source.page_index import PageIndex
from recompute.source.page_source import Source, read
from recompute.translation.prose import foreign_texts


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of the plugin, as mkdocs.yml gives them; `recompute/site/reference.yml` says what each means.

    MkDocs checks mkdocs.yml by the types of these fields; one without a default is required.
    """

    package: str
    scenario: str
    figures: str = ""
    claims: str = ""
    checks: str = ""
    process_groups: Sequence[Sequence[str]] = ()
    time_limit: float = TIME_LIMIT
    evaluate_twice: bool = False
    install: str = "install it"
    symbols: Mapping[str, str] = field(default_factory=dict)
    languages: Sequence[Language]
    style_sheet: str = ""
    math_font: str = ""
    card: str = ""
    license: str = ""
    references: str = ""
    glossary: str = ""
    status_page: str = ""


@dataclass(frozen=True, kw_only=True)
class Settings(Options):
    """The options, and what else mkdocs.yml says of the site: where its pages are, and how they are published."""

    root: Path
    docs: Path
    repository: str | None = None
    directories: bool = True
    snippets: Mapping[str, Any] = field(default_factory=dict)  # The options of pymdownx.snippets.

    @property
    def colours(self) -> dict[str, str]:
        """The name of the colour of each identifier that has one."""
        return {letter: name for name, letters in self.symbols.items() for letter in letters}

    @property
    def codes(self) -> list[str]:
        """The languages' folders, the source language first."""
        return [language.code for language in self.languages]

    @property
    def fallbacks(self) -> Fallbacks:
        """The fallback language of each language that has one."""
        return {language.code: language.fallback for language in self.languages if language.fallback}

    @property
    def folders(self) -> tuple[Path, Path]:
        """The folder of the pages in every language, and the package of the values."""
        return self.docs, self.root / self.package.partition(".")[0]

    def source_folders(self) -> set[str]:
        """Return the names of the folders of the project that a site is made of and tested by."""
        packages = filter(None, [self.package, self.scenario, self.figures, self.claims, self.checks])
        return {self.docs.name, "tests", *(package.partition(".")[0] for package in packages)}

    def watched(self) -> list[Path]:
        """Return the files and folders that the pages are made from."""
        files = [self.root / file for file in (self.references, self.glossary) if file]
        return [path for path in (*self.folders, *files) if path.exists()]

    def modules(self, package: str) -> list[str]:
        """Return the names of a package's modules, without the package; those that begin with _ are its own matter."""
        folder = self.root.joinpath(*package.split("."))
        files = (path.relative_to(folder) for path in folder.rglob("*.py") if not path.name.startswith("_"))
        return sorted(".".join(file.with_suffix("").parts) for file in files)

    def declaring(self, kind: str) -> dict[str, list[str]]:
        """Return the modules, in full, that may declare something of a kind for a page, by the name of the page."""
        found: dict[str, list[str]] = {}
        for package in self.packages[kind]:
            for name in self.modules(package):
                found.setdefault(name, []).append(f"{package}.{name}")
        return found

    @property
    def packages(self) -> dict[str, list[str]]:
        """The packages of the modules that may declare values, claims and figures."""
        return {
            "values": [self.package],
            "claims": [package for package in (self.package, self.claims) if package],
            "figures": [self.figures] if self.figures else [],
        }

    def sources(self, code: str, diagnostics: Diagnostics) -> dict[str, Source]:
        """Read the pages of a language, noting those that cannot be read."""
        folder = self.docs / code
        return {
            path.relative_to(folder).as_posix(): read(path, path.relative_to(self.root).as_posix(), diagnostics)
            for path in sorted(folder.rglob("*"))
            if path.suffix in {".md", SUFFIX}
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        }

    def page_indexes(self, diagnostics: Diagnostics) -> dict[str, PageIndex]:
        """Read the pages of every language; those of the source language are the fallback of the others."""
        source, *others = self.languages
        fallback = PageIndex(self.sources(source.code, diagnostics), source.tag)
        found = {other.code: PageIndex(self.sources(other.code, diagnostics), other.tag, fallback) for other in others}
        return {source.code: fallback, **found}

    def data_files(self, diagnostics: Diagnostics) -> tuple[References | None, Glossary | None]:
        """Read the data files that the site has."""
        sources = terms = None
        if file := self.references:
            sources = references.read(self.root / file, file, self.codes, diagnostics, self.fallbacks)
            diagnostics.add_all(file, foreign_texts(sources.written, self.languages))
        if file := self.glossary:
            tags = {language.code: language.tag for language in self.languages}
            terms = glossary.read(self.root / file, file, tags, diagnostics, self.fallbacks)
            diagnostics.add_all(file, foreign_texts(terms.written, self.languages))
        return sources, terms
