"""Numbers in running text: the sign or the word that says whether a number is exact or rounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from recompute.audit.relations import NEAR, RELATIONS
from recompute.locale.language import Language

NUMBER, FORMULA = "\ue010", "\ue011"  # Marks in a text for a computed number, and for a formula or code.
_ROUNDED = "≈"
_ASIDE = r"\s*[（(][^（）()\n]{1,20}[）)]"  # what an item of a list is or belongs to
_BREAK = re.compile(r"[，。；：！？…—\n]|[.,;:!?](?=\s|$)")
_SIGN = re.compile(rf"([{''.join(sorted(RELATIONS))}])[\s(（\[“‘\"'−-]*$")
# How far a word reaches, in characters: as far as “大约是它的” before a number, and not much further, since “about” has
# another meaning too.
_REACH = 12


class Words:
    """The words of a language that declare a number rounded, and those that join the numbers of a list."""

    def __init__(self, language: Language) -> None:
        self.language = language

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return _any_of([*self.language.rounding_words_before, *NEAR])

    @cached_property
    def _after(self) -> re.Pattern[str]:
        return _any_of(self.language.rounding_words_after)

    @cached_property
    def _joint(self) -> re.Pattern[str]:
        words = "|".join(self.language.conjunctions)
        return re.compile(rf"(?:{_ASIDE})?[\s,，、;；/&–±×()（）]*(?:(?:{words})\s*)?")

    def signs(self, text: str) -> list[str]:
        """Return, for each number of a text, the sign that governs it, ≈ for a word that means it, or nothing.

        The sign is right before the number, a word up to a few words before or after it, in the same clause
        and with no other number between. The numbers of a list share one: “about 1.2, 3.4 and 5.6”.
        """
        left, *others = text.split(NUMBER)
        signs: list[str] = []
        listed = 1
        for following, right in enumerate(others, start=1):
            if following < len(others) and self._joint.fullmatch(right):
                listed += 1
                continue
            signs += [self._sign(left, right)] * listed
            left, listed = right, 1
        return signs

    def _sign(self, left: str, right: str) -> str:
        clause = left[_end_of_last(_BREAK, left) :]
        if match := _SIGN.search(clause):
            return _ROUNDED if match[1] in NEAR else match[1]
        end = _end_of_last(self._before, clause)
        if end and len(clause) - end <= _REACH:
            return _ROUNDED
        following = self._after.search(_BREAK.split(right, maxsplit=1)[0])
        return _ROUNDED if following and following.start() <= _REACH else ""


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Return what matches any of these regular expressions, as a whole word where it is written in letters."""
    anywhere = "|".join(f"(?:{word})" for word in words) or r"(?!)"
    return re.compile(rf"(?<![A-Za-z])(?:{anywhere})(?![A-Za-z])", re.IGNORECASE)


def _end_of_last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)
