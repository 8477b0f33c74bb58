"""A text as it is read: without what shows nothing, with one space between words and letters in their plain form."""

from __future__ import annotations

import re
import unicodedata

_NOTHING = "\u2060"  # What stands for a character that shows nothing.
_SELECTORS = {"\u034f", *map(chr, range(0xFE00, 0xFE10))}  # These show nothing either.
_PLAIN_KINDS = ("L", "Z", "Pd", "So")  # Digits and signs stay as they are.
HAN = r"\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters, in a class of a pattern.
FULL_WIDTH = rf"{HAN}\u3000-\u303f\uff00-\uffef"  # With the punctuation of Chinese.
_GAP = re.compile(rf"(?<=[{HAN}])[ {_NOTHING}]+(?=[{HAN}])|(?P<space>[ {_NOTHING}]{{2,}})|{_NOTHING}")

DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # They change the order in which characters are shown.
_UNSEEN = {  # What no text may hold: the build marks its numbers by some, and a number turned around is another one.
    "control": re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f]"),
    "private-use": re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]"),
    "direction": DIRECTIONS,
}


def unseen(text: str) -> str:
    r"""Say what is wrong with a text that holds a character that no text may hold, or nothing.

    >>> unseen("\x1b"), unseen("a\tb")
    ('U+001B is a control character; delete it', '')
    """
    for kind, characters in _UNSEEN.items():
        if match := characters.search(text):
            return f"U+{ord(match[0]):04X} is a {kind} character; delete it"
    return ""


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) != "Cf" and character not in _SELECTORS


def _plain(character: str) -> str:
    """Return a character in its plain form, of the same length.

    >>> _plain("ｆ"), _plain("\N{NO-BREAK SPACE}"), _plain("\N{NON-BREAKING HYPHEN}"), _plain("½")
    ('f', ' ', '-', '½')
    """
    if not _is_shown(character):
        return _NOTHING
    if character.isspace():
        return " "
    form = unicodedata.normalize("NFKC", character).replace("\N{HYPHEN}", "-")
    return form if len(form) == 1 and unicodedata.category(character).startswith(_PLAIN_KINDS) else character


class _Visible(dict[int, int | None]):
    """What a character shows, by its number: itself, or nothing."""

    def __missing__(self, code: int) -> int | None:
        self[code] = code if _is_shown(chr(code)) else None
        return self[code]


class _Forms(dict[int, str]):
    """The plain form of a character, by its number."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain(chr(code))
        return self[code]


_VISIBLE, _FORMS = _Visible(), _Forms()


def visible(text: str) -> str:
    """Return a text without the characters that show nothing."""
    return text.translate(_VISIBLE)


def plain(text: str) -> tuple[str, list[int]]:
    """Return a text as it is read, and where in the text each of its characters stands.

    >>> plain("two \N{ZERO WIDTH SPACE} thirds")
    ('two thirds', [0, 1, 2, 3, 6, 7, 8, 9, 10, 11])
    >>> plain("零 点\N{WORD JOINER}五")[0]
    '零点五'
    """
    forms, pieces, places, until = text.translate(_FORMS), list[str](), list[int](), 0
    for gap in _GAP.finditer(forms):
        left = " " if gap["space"] and " " in gap["space"] else ""
        pieces += [forms[until : gap.start()], left]
        places += range(until, gap.start() + len(left))
        until = gap.end()
    return "".join([*pieces, forms[until:]]), [*places, *range(until, len(forms))]
