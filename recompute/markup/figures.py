"""Figures: drawn while the site is built, shown on a page by `![description](figure:name)` and the caption below it."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from typing import TYPE_CHECKING

from markdown.util import AtomicString

from recompute.diagnostics import Diagnostics
from recompute.locale.fallback import lang
from recompute.source.inlines import FIGURE
from recompute.values.lookup import MissingPackageError, Registry, UnknownNameError

if TYPE_CHECKING:
    from recompute.locale.language import Language
    from recompute.markup.render_context import RenderContext

_FUNCTION = "draw"


@dataclass(frozen=True)
class Drawing:
    """A figure in every language, with its titles and the line that declares it."""

    ref: str
    svg: dict[str, str]
    titles: dict[str, str]
    file: str
    line: int


class Figures(Registry[Drawing]):
    """Every figure of the site, by the name of the module that draws it."""

    kind, item = "drawing", Drawing

    def drawing(self, name: str) -> Drawing | None:
        """Return a figure; None where its module has a problem of its own."""
        if name not in self._modules:
            near = get_close_matches(name, self._modules, n=1, cutoff=0.4)
            hint = f"did you mean {FIGURE}{near[0]}?" if near else "add a module of this name that draws it"
            raise UnknownNameError(f"there is no figure {name!r}; {hint}")
        self.found.add(name)
        self._await(name)
        (module,) = self._modules[name]
        self._results.check(module, _FUNCTION)
        return self._by_ref.get(f"{name}.{_FUNCTION}")

    def check(self, codes: Iterable[str], diagnostics: Diagnostics) -> None:
        """Note figures without a title in some language, and figures that no page shows."""
        for name, (module,) in self._modules.items():
            drawing = self._by_ref.get(f"{name}.{_FUNCTION}")
            if name not in self.found:
                message = f"no page shows this figure; show it with ![…]({FIGURE}{name}), or remove the module"
                diagnostics.add(f"{module.replace('.', '/')}.py", 1, message)
            for code in codes if drawing else ():
                if drawing and not drawing.titles.get(code, "").strip():
                    message = f'the figure has no title in {code}; add {code}="…" to its declaration'
                    diagnostics.add(drawing.file, drawing.line, message)


def show_figures(root: etree.Element, page: RenderContext, store: Callable[[str], str]) -> None:
    """Turn each paragraph that begins with an image of a figure into that figure; the rest is its caption.

    Args:
        root: The tree of the page, where images of figures that are anywhere else are noted.
        page: The page.
        store: Keeps a drawing from what else changes the tree; returns what stands for it there.
    """
    for paragraph in list(root.iter("p")):
        image = paragraph[0] if len(paragraph) and not (paragraph.text or "").strip() else None
        if image is not None and image.tag == "img" and image.get("src", "").startswith(FIGURE):
            caption = etree.Element("figcaption")
            caption.text = (image.tail or "").lstrip()
            caption.extend(paragraph[1:])
            drawn = _drawn(image.get("src", ""), image.get("alt", ""), page, store)
            paragraph.tag, paragraph.text = "figure", None
            paragraph[:] = [drawn, caption] if caption.text or len(caption) else [drawn]
    for image in root.iter("img"):
        if (source := image.get("src", "")).startswith(FIGURE):
            page.problem(source, f"{source} must begin a paragraph of its own; its caption follows it")


def _drawn(source: str, description: str, page: RenderContext, store: Callable[[str], str]) -> etree.Element:
    element, name = etree.Element("div", {"class": "drawing"}), source.removeprefix(FIGURE)
    if not description.strip():
        page.problem(source, f"{source} has no description; write one between the square brackets")
    try:
        drawing = page.figures.drawing(name)
    except UnknownNameError as error:
        page.problem(source, str(error))
        return element
    except MissingPackageError as error:
        element.set("class", "missing")
        element.text = page.language.word("missing", error.package)
        return element
    if drawing is not None:
        language = page.language
        svg = drawing.svg.get(language.code) or next(iter(drawing.svg.values()))  # One that is lacking is noted.
        title = drawing.titles.get(language.code, "")
        element.text = AtomicString(store(_described(svg, name, title, description, language)))
        page.drawn.add(name)
    return element


def _described(svg: str, name: str, title: str, description: str, language: Language) -> str:
    """Give a drawing its name, and the texts that screen readers read out; one from the fallback says its language."""
    spoken, described = (f' lang="{lang(svg)}"', f' lang="{language.tag}"') if lang(svg) else ("", "")
    ids = f"{name}-title".replace("_", "-"), f"{name}-desc".replace("_", "-")
    opening = f'<svg role="img" data-figure="{name}" aria-labelledby="{ids[0]}" aria-describedby="{ids[1]}"{spoken}'
    texts = f'<title id="{ids[0]}">{escape(title)}</title><desc id="{ids[1]}"{described}>{escape(description)}</desc>'
    attributes, _, content = svg.removeprefix("<svg").partition(">")
    return f"{opening}{attributes}>{texts}{content}"
