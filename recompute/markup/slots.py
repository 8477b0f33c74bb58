"""Which value, in which format, each number of a page shows, found by marks that are taken out of the HTML again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from recompute.markup.elements import MARKED
from recompute.markup.quote import Number, Shown

_MARK = re.compile("\ue004([0-9]+)\ue005")
_ELEMENT = re.compile(
    r'<(?P<tag>data|mn|mtext)\b(?P<before>[^>]*) data-ref="(?P<ref>[^"\ue004]*)\ue004(?P<format>\d+)\ue005"'
    r"(?P<after>[^>]*)>(?P<shown>[^<]*)<"
)
_DESCRIPTION = re.compile(r'<desc id="(?P<id>[^"]*)">(?P<text>[^<]*)</desc>')


@dataclass(frozen=True)
class Slot:
    """A number on a page: its name, the format of its quote, and what it shows."""

    ref: str
    format: str
    shown: str
    in_formula: bool = False

    @property
    def value(self) -> str:
        """The name of the whole value."""
        return self.ref.partition("[")[0]


Piece = str | Slot


@dataclass
class Slots:
    """The numbers of a page in reading order, and the descriptions of its figures in pieces, by their ids."""

    numbers: list[Slot] = field(default_factory=list)
    descriptions: dict[str, list[Piece]] = field(default_factory=dict)
    _formats: list[str] = field(default_factory=list)

    def marked(self, shown: Shown, mark: str) -> Shown:
        """Return what a quote shows, each number with the mark of its format."""
        return replace(shown, slot=mark) if isinstance(shown, Number) else [self.marked(item, mark) for item in shown]

    def mark(self, format_: str) -> str:
        """Return the mark of a format."""
        if format_ not in self._formats:
            self._formats.append(format_)
        return f"\ue004{self._formats.index(format_)}\ue005"

    def take(self, html: str) -> str:
        """Remember the numbers that HTML shows, and return it without the marks."""
        for match in _DESCRIPTION.finditer(html):
            if _MARK.search(match["text"]):
                self.descriptions[match["id"]] = list(self.pieces(unescape(match["text"])))
        return unmarked(_ELEMENT.sub(self._element, html))

    def pieces(self, text: str) -> Iterator[Piece]:
        """Yield the words and the marked numbers of a text."""
        until = 0
        for match in MARKED.finditer(text):
            yield text[until : match.start()]
            until = match.end()
            marked = _MARK.search(match[1])
            yield Slot(unmarked(match[1]), self._formats[int(marked[1])], match[2]) if marked else match[2]
        yield text[until:]

    def format_of(self, ref: str) -> str:
        """Return the format in which the page first shows a number."""
        return next((slot.format for slot in self.numbers if slot.ref == ref), "")

    def _element(self, match: re.Match[str]) -> str:
        format_, shown = self._formats[int(match["format"])], unescape(match["shown"])
        self.numbers.append(Slot(match["ref"], format_, shown, in_formula=match["tag"] != "data"))
        return f'<{match["tag"]}{match["before"]} data-ref="{match["ref"]}"{match["after"]}>{match["shown"]}<'


def unmarked(text: str) -> str:
    r"""Return a text without the marks of formats.

    >>> unmarked("week[0]\ue0041\ue005")
    'week[0]'
    """
    return _MARK.sub("", text)
