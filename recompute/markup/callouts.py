"""A callout without a title takes the name of its kind, in the language of the page."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from recompute.locale.fallback import lang
from recompute.markup.render_context import RenderContext


class CalloutTitlesProcessor(Treeprocessor):
    """Translates the titles that pymdownx.quotes makes of the kinds of callouts."""

    def __init__(self, md: Markdown, page: RenderContext) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: etree.Element) -> None:
        """Replace the title where it is the kind, in English and capitalised, and nothing else."""
        for callout in root.iter():
            title = callout[0] if callout.tag in {"div", "details"} and len(callout) else None
            if title is None or not (title.tag == "summary" or title.get("class") == "admonition-title"):
                continue
            kind = callout.get("class", "").split()[-1:]
            if kind and title.text == kind[0].title() and not len(title):
                title.text = self._name(kind[0])
                if tag := lang(title.text):
                    title.set("lang", tag)

    def _name(self, kind: str) -> str:
        language = self.page.language
        if language.callouts and kind not in language.callouts and not language.fallback:
            message = (
                f"a callout [!{kind}] has no title here; write one, or name the kind in mkdocs.yml, under callouts"
            )
            self.page.problem(f"[!{kind}]", message)
        return language.callout(kind)
