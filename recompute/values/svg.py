"""Figures as SVG inside a page, and the marks in them that move with a control."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Mark:
    """An element of a drawing: its id, its tag, its attributes, and its text if it is one.

    >>> Mark("dot", "circle", {"r": "3"}).svg()
    '<circle id="dot" r="3"/>'
    """

    id: str
    tag: str
    attributes: Mapping[str, str]
    text: str = ""

    def svg(self) -> str:
        """Return the element as SVG."""
        named = {"id": self.id, **self.attributes}
        opening = self.tag + "".join(f' {name}="{escape(text)}"' for name, text in named.items())
        return f"<{opening}>{escape(self.text)}</{self.tag}>" if self.text else f"<{opening}/>"


_NOT_SHOWN = {"metadata", "title", "desc"}  # The page gives title and description.
_DRAWN = re.compile(
    r"svg|g|defs|symbol|use|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|textPath|image|pattern|marker|mask"
    r"|clipPath|linearGradient|radialGradient|stop|filter|fe(?!Image)[A-Z]\w*",
    re.ASCII,
)
_ADDRESSES = {"href", "src", "base"}
_SPOKEN = re.compile(r"id|class|aria-.*|data-.*")  # Nothing reads these as addresses or styles.
_LOADS = re.compile(r"url\(\s*[\"']?\s*(?![\"'\s#])|@import|image-set\(|\\", re.IGNORECASE)
_OWN_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_RULES = re.compile(r"\*\s*\{([^{}]*)\}")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_SHORTENED = {"d", "points", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "viewBox"}


def embeddable(svg: str, prefix: str) -> str:
    """Return an SVG document as an element for HTML, with ids that no other figure of the page has.

    >>> embeddable('<svg xmlns="http://www.w3.org/2000/svg" width="9"><path id="a" d="M0.12345 1"/></svg>', "x")
    '<svg><path id="x-a" d="M0.12 1" /></svg>'
    >>> embeddable("<p/>", "x")
    Traceback (most recent call last):
    ValueError: a figure must be an SVG document, got <p>
    """
    root = _parsed(svg)
    _move_rules_to_root(root)
    for element in list(root.iter()):
        for child in [child for child in element if _local(child.tag) in _NOT_SHOWN]:
            element.remove(child)
    for element in root.iter():
        _check(element)
        element.tag = _local(element.tag)
        element.attrib = {_local(name): _value(_local(name), text, prefix) for name, text in element.items()}
    _draw_what_is_used(root)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    return etree.tostring(root, encoding="unicode").strip()


def prefix_of(figure: str) -> str:
    """Return what the ids of a figure begin with on a page.

    >>> prefix_of("loss_by_confidence")
    'loss-by-confidence'
    """
    return figure.replace("_", "-")


def _parsed(svg: str) -> etree.Element:
    if not isinstance(svg, str):
        raise TypeError(f"a figure must be an SVG document as text, got {type(svg).__name__}")
    try:
        root = etree.fromstring(svg)
    except etree.ParseError as error:
        raise ValueError(f"a figure must be an SVG document, but it does not parse: {error}") from error
    if _local(root.tag) != "svg":
        raise ValueError(f"a figure must be an SVG document, got <{_local(root.tag)}>")
    return root


def _move_rules_to_root(root: etree.Element) -> None:
    """Let the rules for everything in the figure be inherited; a style element would act on the whole page."""
    for parent in list(root.iter()):
        for style in [child for child in parent if _local(child.tag) == "style"]:
            rules = _RULES.fullmatch((style.text or "").strip())
            if rules is None:
                raise ValueError("a figure's <style> acts on the whole page; style its elements one by one")
            root.set("style", rules[1])
            parent.remove(style)


def _check(element: etree.Element) -> None:
    """Raise ValueError where an element would do more than draw: run a script, lead away, or load another file."""
    tag = _local(element.tag)
    if not _DRAWN.fullmatch(tag):
        raise ValueError(f"a figure may not hold <{tag}>; draw with shapes and texts alone")
    for name, text in ((_local(name), text.strip()) for name, text in element.items()):
        if name.lower().startswith("on"):
            raise ValueError(f"{name} of <{tag}> would run a script; leave it out")
        is_within = text.startswith("#") or (tag == "image" and _OWN_IMAGE.match(text))
        if (name in _ADDRESSES and not is_within) or (_LOADS.search(text) and not _SPOKEN.fullmatch(name)):
            raise ValueError(f"{name} of <{tag}> leads out of the figure; let it name an element of the figure, as #id")


def _value(name: str, text: str, prefix: str) -> str:
    if name == "id":
        return f"{prefix}-{text}"
    if name in _SHORTENED:
        return _LONG_NUMBER.sub(lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), text)
    if name == "href" and text.startswith("#"):
        return f"#{prefix}-{text[1:]}"
    return text.replace("url(#", f"url(#{prefix}-")


def _draw_what_is_used(root: etree.Element) -> None:
    """Put a copy in the place of each use: pages have scripts that take every `href` for a link to another page."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    for parent in list(root.iter()):
        for use in parent:
            used = by_id.get(use.attrib.get("href", "").removeprefix("#")) if use.tag == "use" else None
            if used is not None:
                moved = f"translate({use.attrib.pop('x', '0')} {use.attrib.pop('y', '0')})"
                del use.attrib["href"]
                use.tag, copy = "g", deepcopy(used)
                use.set("transform", f"{moved} {use.get('transform', '')}".strip())
                copy.attrib.pop("id")
                use.append(copy)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
