"""One build of the site in every language, and what its languages share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from recompute.audit.trace import Trace, trace
from recompute.diagnostics import Diagnostics
from recompute.evaluation.notebook_runner import Executor
from recompute.evaluation.scheduler import Evaluator, Work
from recompute.locale.fallback import own_texts
from recompute.locale.language import Language
from recompute.markup.claims import Claim, Claims
from recompute.markup.figures import Drawing, Figures
from recompute.markup.notebook_outputs import Outputs
from recompute.markup.quote import faults
from recompute.markup.render_context import RenderContext
from recompute.publish.provenance import Provenance
from recompute.publish.source_pages import Sources, checked_out
from recompute.site.project_files import check_modules
from recompute.site.settings import Settings
from recompute.source.controls import ANNOUNCED
from recompute.source.literals import untested as untested_in
from recompute.source.page_index import PageIndex
from recompute.source.page_source import module_of, parse
from recompute.translation import parity
from recompute.translation.notices import noticed
from recompute.translation.overview import Overview
from recompute.translation.pages import Translations
from recompute.translation.prose import foreign
from recompute.translation.validation import check_build, missing, stale
from recompute.values.cross_checks import Checks
from recompute.values.lookup import ModuleResults, Value, Values
from recompute.whatif.pages import WhatIf


@dataclass
class Edition:
    """The site in one language, while it is built."""

    language: Language
    page_index: PageIndex
    untranslated: set[str] = field(default_factory=set)  # The pages that it lacks.
    traces: dict[str, Trace] = field(default_factory=dict)
    summaries: dict[str, str] = field(default_factory=dict)  # of the pages that are in this language, by their paths


class Site:
    """A build of all languages: pages are read and values evaluated once for all of them."""

    def __init__(
        self, settings: Settings, evaluator: Evaluator, executor: Executor | None = None, only: Collection[str] = ()
    ) -> None:
        """Begin to evaluate all modules, or those alone that are requested, without the grids of controls."""
        self.settings = settings
        self.diagnostics = Diagnostics()
        self._modules = settings.modules(settings.package)
        claiming, drawing = settings.declaring("claims"), settings.declaring("figures")
        checks = [f"{settings.checks}.{name}" for name in settings.modules(settings.checks)] if settings.checks else []
        work = [*chain.from_iterable([*claiming.values(), *drawing.values()]), *checks]
        if only:
            work, checks = ([module for module in names if module in only] for names in (work, checks))
        page_indexes = settings.page_indexes(self.diagnostics)
        every = page_indexes[settings.codes[0]].sources.keys()
        self.editions = {
            each.code: Edition(each, page_indexes[each.code], every - page_indexes[each.code].sources)
            for each in settings.languages
        }
        pages = {code: edition.page_index.sources for code, edition in self.editions.items()}
        self.what_if = WhatIf(pages, settings.packages, self.diagnostics)
        options = settings.process_groups, {} if only else self.what_if.requests, settings.time_limit
        wanted = Work(settings.root, settings.scenario, work, settings.codes, *options, settings.evaluate_twice)
        self.evaluation = evaluator.start(wanted)
        self._results = ModuleResults(self.evaluation.reply, self.diagnostics, settings.fallbacks)
        self.values = Values(modules=settings.declaring("values"), results=self._results)
        self.figures = Figures(modules=drawing, results=self._results)
        self.claims = Claims(modules=claiming, results=self._results)
        self.checks = Checks(modules={module: [module] for module in checks}, results=self._results)
        repository = checked_out(settings.root, settings.repository)
        self.sources = Sources(settings.root, repository, settings.directories)
        self.provenance = Provenance(self.checks, self.sources)
        self.references, self.glossary = settings.data_files(self.diagnostics)
        self._run_notebooks(executor)
        self.translations = Translations(settings, page_indexes, self.glossary)
        self.overview = Overview(self.translations, settings.status_page) if settings.status_page else None
        for value in self.overview.values() if self.overview else ():
            self.values.add(value)

    def _run_notebooks(self, executor: Executor | None) -> None:
        """Begin to run the notebooks of the source language, which serve every language; none for values alone."""
        settings = self.settings
        sources = self.editions[settings.codes[0]].page_index.sources if executor else {}
        notebooks = {path: source for path, source in sources.items() if source.cells}
        how = settings.time_limit, settings.evaluate_twice
        self.execution = (executor or Executor()).start(settings.root, list(notebooks.values()), *how)
        self._outputs = Outputs(self.execution, notebooks, settings.install, self.diagnostics)

    def wait(self) -> None:
        """Wait for all that is evaluated, and note what went wrong with values and checks."""
        self.evaluation.wait()
        self.values.all()
        self.checks.all()

    def translated(self, path: str) -> list[str]:
        """Return the languages that have a page."""
        everywhere = path == self.settings.status_page
        return [code for code, edition in self.editions.items() if everywhere or path in edition.page_index.sources]

    def page(self, code: str, path: str) -> RenderContext:
        """Return what the Markdown of a page needs to know; one that is not translated is in the source language."""
        edition = self.editions[self.settings.codes[0] if path in self.editions[code].untranslated else code]
        if self.overview and path == self.overview.path:
            source = parse(self.overview.text(code), path, self.diagnostics)
        else:
            source = edition.page_index.sources[path]
        return RenderContext(
            path,
            source,
            module_of(path),
            edition.language,
            self.values,
            edition.page_index,
            self.diagnostics,
            self.figures,
            self.settings.colours,
            self.claims,
            references=self.references,
            glossary=self.glossary,
            outputs=self._outputs.shown(path, edition.language),
            controls=self.what_if.controls(edition.language.code, path),
        )

    def trace(self, code: str, output: str, page: RenderContext) -> None:
        """Look at every numeral of a finished page in the site of a language."""
        found = trace(output, page) if page.source.sound else None
        if found and page.source.sound and page.language.code == code:
            self.editions[code].traces[page.path] = found

    def complete(self, content: str, page: RenderContext, meta: Mapping[str, Any], code: str) -> str:
        """Return the content of a page, in the site of a language, with its numbers listed, its controls, its notices.

        Args:
            content: The HTML of the page's Markdown.
            page: The context in which it was converted.
            meta: The front matter with its quotes filled in.
            code: The language of the site; the page may be in the source language.
        """
        url = self.translations.location(code, page.path).url
        content = self.provenance.listed(content, page, url)
        content += self.what_if.element(page, self._results, self.values, str(meta.get(ANNOUNCED, "")), url)
        return noticed(content, self.translations, code, page.path)

    def check(self) -> None:
        """Note what does not fit together: values, pages and modules, headings, and the languages with each other."""
        noted = set(self.diagnostics.found)
        for value in self.values.all().values():
            for message in faults(value, self.settings.codes):
                self.diagnostics.add(value.file, value.line, message)
        for language in self.settings.languages:
            for each, texts in self._described():
                for message in foreign(own_texts(texts).get(language.code, ""), language, f"describing {each.ref}"):
                    self.diagnostics.add(each.file, each.line, message)
        self.figures.check(self.settings.codes, self.diagnostics)
        self.claims.check(self.values, self.settings.languages, self.diagnostics)
        self.checks.note(self.values, self.diagnostics)
        self._results.note_missing_packages(self.settings.install)
        if self.references:
            every = [page for edition in self.editions.values() for page in edition.page_index.sources.values()]
            self.diagnostics.add_all(self.references.file, self.references.unquoted(every))
        source, *translations = self.editions.values()
        modules = {module: self.values.is_broken("", module) for module in self._modules}
        check_modules(source.page_index.sources, modules, self.settings.package, self.diagnostics)
        for edition in translations:
            for path in sorted(source.traces.keys() & edition.traces.keys() & edition.page_index.sources.keys()):
                pair = self.translations.pair(edition.language.code, path)
                quoted = source.traces[path].sections, edition.traces[path].sections
                parity.check_outline_and_quotes(pair, pair.changes.outdated, self.diagnostics, quoted)
        check_build(self.translations, self.diagnostics, noted)

    def _described(self) -> Iterator[tuple[Value | Drawing | Claim, Mapping[str, str]]]:
        """Yield what modules declare, with the texts that readers of each language see of it."""
        counted = {value.ref for value in self.overview.values()} if self.overview else set()  # They name languages.
        yield from ((value, value.descriptions) for ref, value in self.values.all().items() if ref not in counted)
        yield from ((drawing, drawing.titles) for drawing in self.figures.all().values())
        yield from ((claim, claim.conditions) for claim in self.claims.all().values())

    def outdated(self) -> list[str]:
        """Return what stops no build: translations that are out of date or missing, and code that no test runs."""
        pages = [page for edition in self.editions.values() for page in edition.page_index.sources.values()]
        untested = [
            f"{page.file}:{line}: no test runs this code: {reason}"
            for page in pages
            for line, reason in untested_in(page)
            if reason
        ]
        return [*stale(self.translations), *missing(self.translations), *untested]

    def stop(self) -> None:
        """End what is still evaluated for this build."""
        self.evaluation.stop()
        self.execution.stop()

    def opened(self) -> list[Path]:
        """Return the data files and the folders of the project that values, figures and notebooks have opened."""
        found = self._results.opened | self._outputs.opened
        return [self.settings.root / path for path in sorted(found)]

    def files(self) -> list[str]:
        """Return the project's files that the numbers and the figures come from."""
        return sorted(self._results.files.union(self.overview.files() if self.overview else ()))

    def summary(self) -> str:
        """Return the one line that the build prints."""
        traces = [found for edition in self.editions.values() for found in edition.traces.values()]
        counts = [(found.computed, found.literal, len(found.uncomputed)) for found in traces]
        computed, literal, uncomputed = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
        return f"Numerals: {computed} computed, {literal} literal, {uncomputed} uncomputed"
