"""Problems that stop the build: one clean line each, gathered so that several are reported together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong at a line of a file, with what to do about it.

    >>> print(Problem("docs/en/softmax.md", 42, 'there is no value "q"; did you mean "p"?'))
    docs/en/softmax.md:42: there is no value "q"; did you mean "p"?
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class Problems:
    """The problems of one build, each kept once."""

    found: set[Problem] = field(default_factory=set)

    def add(self, file: str, line: int, message: str) -> None:
        """Note a problem; the same one noted twice counts once."""
        self.found.add(Problem(file, line, message))

    def __bool__(self) -> bool:
        return bool(self.found)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in sorted(self.found))


def did_you_mean(name: str, known: Collection[str]) -> str:
    """Name the nearest of the known names, or list them.

    >>> did_you_mean("titel", ["title", "year"]), did_you_mean("x", ["title", "year"])
    ("; did you mean 'title'?", '; known are title, year')
    """
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
