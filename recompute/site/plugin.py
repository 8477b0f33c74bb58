"""The MkDocs plugin: gives each page its Markdown extension, traces the finished page, and builds every language."""

from __future__ import annotations

import gc
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from recompute.evaluation.notebook_runner import Executor
from recompute.evaluation.scheduler import Evaluator
from recompute.markup.elements import without_marks
from recompute.markup.render_context import RenderContext
from recompute.publish.content_policy import state_policies
from recompute.publish.formula_text import with_signs
from recompute.publish.markdown_text import as_markdown
from recompute.publish.search_text import clean_search_index, search_content
from recompute.site import configuration_checks, project_files
from recompute.site.build import Edition, Site
from recompute.site.configuration import RecomputeConfig, extensions, opens_from_disk, settings
from recompute.site.files import complete, watch
from recompute.site.filled_front_matter import meta
from recompute.site.finished_pages import check_links
from recompute.site.forked_pages import ForkedPages
from recompute.site.languages import alternates, settle_anchors, show_fallback, translation_config, with_lang
from recompute.site.page_metadata import CARD, summaries, with_head
from recompute.site.served_pages import ServedPages
from recompute.site.shared_files import drop_map, shared
from recompute.site.social_card import Card
from recompute.site.staging import Staging, count_warnings, end_cleanly, fail, stop_at_errors
from recompute.site.style_bundle import StyleBundle
from recompute.site.theme_patches import change_script, keep_compiled, keep_whole, list_visible, valid
from recompute.source.notebook import SUFFIX

if TYPE_CHECKING:  # Only a server needs it, and it is slow to import.
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.recompute")


class RecomputePlugin(BasePlugin[RecomputeConfig]):
    """Builds the site of `docs_dir` with its values, then each translation with the same ones."""

    def __init__(self) -> None:
        self.evaluator, self.executor = Evaluator(), Executor()
        self.serving, self.code = False, ""
        self.server: LiveReloadServer | None = None
        self.site: Site | None = None
        self.staging: Staging | None = None
        self.contents: dict[str, str] = {}  # of the pages that the search plugin is reading
        self.pages: dict[str, RenderContext] = {}
        self.untranslated_titles: set[str] = set()  # The titles of the pages that are not translated.
        self.forked_pages, self.served_pages = ForkedPages(self, Environment()), ServedPages()
        self.style_bundle = StyleBundle("", "")
        self.card: Card | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a server asks: it keeps values between builds, and shows pages despite problems."""
        self.serving = command == "serve"
        self.evaluator, self.executor = Evaluator(keep=self.serving), Executor(keep=self.serving)
        if not self.serving:  # Pages and values live until the end: collecting garbage among them is a waste of time.
            end_cleanly()
            gc.set_threshold(100_000)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Open a site for the source language; a translation joins the one that is open."""
        self.code, self.pages = Path(config.docs_dir).name, {}
        list_visible(config.theme)
        if self.site is None:
            project_files.check(self.config, config, serving=self.serving)
            self.style_bundle = StyleBundle(self.config.style_sheet, self.config.math_font)
        self.style_bundle.link_joined(config)
        if self.code == self.config.languages[0].code:
            made = settings(self.config, config)
            if not self.serving:
                self.staging = Staging(Path(config.site_dir).resolve(), made.root, made.source_folders())
                config.site_dir = str(self.staging.folder)  # MkDocs cleans it next, before anything was checked.
            self.site = Site(made, self.evaluator, self.executor)
            if self.serving:
                self.served_pages.begin(self.site)
            configuration_checks.check_texts(config, self.config.languages, made.languages, self.site.diagnostics)
            if self.config.card and not self.serving:
                self.card = Card(self.config.card, self.config.scenario, made.root)
            if self.site.glossary and any(name.endswith("search") for name in config.plugins):
                keep_whole(self.site.glossary.words())
        count_warnings(config)
        return config

    @event_priority(100)  # Before mkdocs-jupyter, which looks for notebooks.
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add files from outside the folder of the language."""
        complete(files, self._site, self.code, config)
        return files

    @event_priority(-100)  # After mkdocs-jupyter, which makes a page of a notebook.
    def on_pre_page(self, page: MkDocsPage, *, config: MkDocsConfig, files: Files) -> MkDocsPage:
        """Let a notebook be rendered as every page is, instead of by nbconvert with its own look and scripts."""
        vars(page).pop("render", None)
        return page

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """Give MkDocs a notebook as Markdown."""
        uri = page.file.src_uri
        return self._edition.page_index.all_pages[uri].text if uri.endswith(SUFFIX) else None

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Fill in the front matter, and give the page, which is rendered next, a Markdown extension of its own."""
        context = self._site.page(self.code, page.file.src_uri)
        context = self.pages[page.file.src_uri] = self.served_pages.taken(page, self.code, context, files)
        page.meta = meta(context, config.theme.dirs)
        if self._is_untranslated(page):
            show_fallback(page, self._site.settings.languages, self.code, config.site_url)
        config["markdown_extensions"] = extensions(config, context)
        return markdown

    @event_priority(100)  # Before others change it, which change it again where a server takes it once more.
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Remember what came of a page's Markdown."""
        return self.served_pages.rendered(page, self.code, self.pages[page.file.src_uri], html)

    @event_priority(-100)  # Others may take another environment.
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Begin what runs beside the templates: the math font of this language's formulas, the source pages."""
        keep_compiled(env)
        env.globals["word"] = self._edition.language.word
        env.globals["languages"] = {each.tag: each for each in self._site.settings.languages}
        pages = [file.page for file in files.documentation_pages() if file.page is not None]
        self.style_bundle.begin_font(page.content or "" for page in pages)
        self._site.sources.begin(self._site.files())
        settle_anchors(pages, self._site.translations, self.code, self._edition.untranslated)
        self._edition.summaries = summaries(pages, self.pages, self._site, self.code, config)
        self.untranslated_titles = {without_marks(str(page.title)) for page in filter(self._is_untranslated, pages)}
        self.forked_pages = ForkedPages(self, env)
        return env

    @event_priority(100)
    def _before_search(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Give the search plugin the words of a page: it would take its time over each element of a formula."""
        self.forked_pages.begin(page, context["pages"], config, nav)
        self.contents[page.file.src_uri] = page.content or ""
        page.content = search_content(page.content or "", self.pages[page.file.src_uri], self._site.glossary)

    @event_priority(-100)
    def _after_search(self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: object) -> None:
        """List the numbers; point the language switch and hreflang at the same page in each language."""
        site, path = self._site, page.file.src_uri
        content = self.contents.pop(path, page.content or "")
        if not self.forked_pages.take(page, cast(dict[str, Any], context)):
            page.content = site.complete(content, self.pages[path], page.meta, self.code)
        languages, translated = site.settings.languages, site.translated(path)
        config.extra["alternate"] = alternates(languages, self.code, config.site_url, page.url, translated)

    on_page_context = CombinedEvent(_before_search, _after_search)

    def on_template_context(self, context: TemplateContext, *, template_name: str, config: MkDocsConfig) -> None:
        """Let the language switch lead to the home pages on what is no page, such as 404."""
        languages, translated = self._site.settings.languages, self._site.translated("index.md")
        config.extra["alternate"] = alternates(languages, self.code, config.site_url, None, translated)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Trace every numeral of the finished page, publish it as Markdown too, and link it to its other forms."""
        if (finished := self.forked_pages.output(page.file.src_uri)) is not None:
            return finished
        context, untranslated = self.pages[page.file.src_uri], self._is_untranslated(page)
        self._site.trace(self.code, output, context)
        output = without_marks(output)
        markdown = as_markdown(output)
        write_file(markdown.encode(), str(Path(page.file.abs_dest_path).with_suffix(".md")))
        output = with_head(output, page, context, self._site, self.code, config)
        lang, titles = self._site.settings.languages[0].tag, self.untranslated_titles
        output = with_lang(valid(with_signs(output)), titles, lang, untranslated=untranslated)
        return self.forked_pages.keep(page.file.src_uri, output, markdown)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Make what is no page, such as 404, valid in the same way."""
        return valid(output)

    def _is_untranslated(self, page: MkDocsPage) -> bool:
        """Return whether a page is not translated, and shown in the source language."""
        return page.file.src_uri in self._edition.untranslated

    @event_priority(-100)  # The search index of this language must be written before the next one is begun.
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Build the translations, then publish all of it or nothing."""
        self.forked_pages.end()
        self.style_bundle.write(Path(config.site_dir))
        change_script(Path(config.site_dir))
        drop_map(Path(config.site_dir))
        clean_search_index(Path(config.site_dir), self._site.glossary.words() if self._site.glossary else ())
        source, *translations = self._site.settings.languages
        if self.code != source.code:
            return
        pages = list(self.pages.values())
        for language in translations:
            build(translation_config(config, language), serve_url=config.site_url if self.serving else None)
        self._site.check()
        for line in (self._site.summary(), *self._site.outdated()):
            log.info(line)
        for path, text in shared(self._site, config, pages):
            write_file(text.encode(), f"{config.site_dir}/{path}")
        check_links(self._site, Path(config.site_dir))
        stop_at_errors(self._site.diagnostics, config, serving=self.serving)
        if self.server:
            watch(self.server, self._site)
        self.evaluator.store_results(self._site.settings.root)
        if self.card:
            write_file(self.card.png(), f"{config.site_dir}/{CARD}")
        if not self.serving and not opens_from_disk(config):  # A server adds a script; to a disk no page is "self".
            state_policies(Path(config.site_dir))
        if self.staging:
            config.site_dir = str(self.staging.publish())

    def on_build_error(self, *, error: Exception) -> None:
        """Publish nothing, and report what was found before the build broke off for another reason."""
        self.forked_pages.end()  # Copies write into the folder that is removed next.
        if self.staging:
            self.staging.discard()
        if self.site is not None:
            self.site.stop()
            if self.site.diagnostics and not isinstance(error, PluginError):
                log.error(str(self.site.diagnostics))
        fail(error)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watch everything that the pages are made from."""
        self.server = server
        watch(server, self._site)
        return server

    @property
    def _site(self) -> Site:
        assert self.site is not None, "on_config opens the site before anything else happens"
        return self.site

    @property
    def _edition(self) -> Edition:
        return self._site.editions[self.code]
