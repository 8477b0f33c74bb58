"""The site's pages for any scenario, evaluated and rendered in memory."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import import_module
from typing import Any
from unittest.mock import patch

from lxml import etree, html
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.meta import get_data

from recompute.audit.trace import Trace, trace
from recompute.evaluation.readings import fields_of
from recompute.evaluation.scheduler import Evaluation, Evaluator, Work
from recompute.evaluation.worker import answer
from recompute.markup.elements import without_marks
from recompute.markup.obsidian import TAGS_PAGE
from recompute.markup.render_context import RenderContext
from recompute.site.build import Site
from recompute.site.configuration import extensions, load
from recompute.site.filled_front_matter import filled
from recompute.site.settings import Settings
from tests.published import KEPT_RESULTS, ROOT


class OnDemand(Evaluation):
    """Evaluates a module in this process when its result is first asked for."""

    def __init__(self, work: Work) -> None:
        super().__init__(list(work.modules), {})
        self.work, self.results = work, dict[str, Any]()

    def reply(self, module: str) -> dict[str, Any]:
        if module not in self.results:
            self.results[module] = self.evaluate(module)
        return dict(self.results[module])

    def evaluate(self, module: str) -> dict[str, Any]:
        (result,) = answer(self.work.scenario, [module], list(self.work.languages), self.work.root)
        return result


class Changed(OnDemand):
    """Takes the result of a build for the site's own scenario where no field that the module reads has changed."""

    def evaluate(self, module: str) -> dict[str, Any]:
        known, given = of_the_site().reply(module), fields(config()[0].scenario)
        now = fields(self.work.scenario)
        if known and all(now.get(name) == given.get(name) for name in known["reads"]):
            return known
        return super().evaluate(module)


class InMemory(Evaluator):
    """Evaluates in this process, where what does not depend on the scenario is computed once."""

    def __init__(self, evaluation: type[OnDemand] = OnDemand) -> None:
        super().__init__()
        self.evaluation = evaluation

    def start(self, work: Work) -> Evaluation:
        return self.evaluation(work)


@cache
def of_the_site() -> Evaluation:
    """The results for the site's own scenario, of which those that a build has kept are not evaluated again."""
    with patch.dict(os.environ, KEPT_RESULTS):
        return Site(config()[0], Evaluator()).evaluation


@cache
def fields(scenario: str) -> dict[str, str]:
    module, _, name = scenario.partition(":")
    return fields_of(getattr(import_module(module), name))


@cache
def config() -> tuple[Settings, MkDocsConfig]:
    return load(ROOT)


@dataclass(frozen=True)
class Rendered:
    """A page as readers get it, with what the trace found."""

    page: RenderContext
    trace: Trace
    article: html.HtmlElement
    meta: str

    def values(self) -> list[html.HtmlElement]:
        return list(self.article.xpath(".//*[@data-ref]"))

    def figures(self) -> dict[str, str]:
        return {svg.get("data-figure"): etree.tostring(svg).decode() for svg in self.article.iter("svg")}


class Pages:
    """Every page of the site for one scenario."""

    def __init__(self, scenario: str) -> None:
        made = config()[0]
        self.site = Site(replace(made, scenario=scenario, checks=""), InMemory(Changed))

    @cached_property
    def rendered(self) -> dict[tuple[str, str], Rendered]:
        """Every page, by language and path."""
        return {
            (code, path): self.render(code, path)
            for code, edition in self.site.editions.items()
            for path in edition.page_index.sources
            if path != TAGS_PAGE
        }

    def changed(self, given: Pages) -> dict[tuple[str, str], Rendered]:
        """Every page, of which those are not rendered again that show what is the same for another scenario."""
        return {
            (code, path): page if self.results_of(page) == given.results_of(page) else self.render(code, path)
            for (code, path), page in given.rendered.items()
        }

    def results_of(self, page: Rendered) -> list[Any]:
        """Return the results of all modules that a page shows a value, a figure or a claim of."""
        settings, shown = self.site.settings, page.page
        declaring = {kind: settings.declaring(kind) for kind in settings.packages}
        pages = {shown.module, *(ref.partition(".")[0] for ref in [*(ref for ref, _ in shown.quoted), *shown.claims])}
        named = [("values", pages), ("claims", pages), ("figures", shown.drawn)]
        modules = {module for kind, names in named for name in names for module in declaring[kind].get(name, ())}
        return [self.site.evaluation.reply(module) for module in sorted(modules)]

    def data(self, ref: str, code: str) -> Any:
        """Return what was evaluated, in a language, for a reference such as `softmax.p[2]`."""
        name, _, places = ref.partition("[")
        data = self.site.values.all()[name].data
        for place in [None, *filter(None, places.rstrip("]").split("]["))]:
            data = data if place is None else data[int(place)]
            data = data[code] if isinstance(data, dict) else data
        return data

    def render(self, code: str, path: str) -> Rendered:
        """Render a page, with the list of its numbers."""
        page = self.site.page(code, path)
        body, _ = get_data(page.source.text)
        _, site = config()
        names = extensions(site, page)
        output = Markdown(extensions=names, extension_configs=site.mdx_configs).convert(body)
        output = self.site.provenance.listed(output, page, path)
        output = f"<html><body><article>{output}</article></body></html>"
        traced = trace(output, page)
        meta = filled(page)
        article = html.document_fromstring(without_marks(output)).find(".//article")
        return Rendered(page, traced, article, f"{meta.get('title', '')} {meta.get('description', '')}")
