"""Diagnostics: what is wrong, in which file and line, and what to do; the one place that sorts and formats them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches

COMMAND = "python -m recompute"
FORMATS = ("text", "json", "github")
Faults = Iterator[tuple[int, str]]  # Lines of a file, each with what is wrong there and what to do about it.
_QUOTED = re.compile(r"“[^”]*”|(?<!\w)'[^'\n]*'(?!\w)")


class CommandError(Exception):
    """A command cannot do what it is asked to; the message says why, and what to do instead."""


class LocatedError(ValueError):
    """Something that cannot be read, or does not fit; it carries its line, and the message of a diagnostic."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, order=True)
class Diagnostic:
    """Something wrong at a line of a file, with what to do about it.

    >>> print(Diagnostic.of("docs/en/softmax.md", 42, 'there is no value "q"; did you mean "p"?'))
    docs/en/softmax.md:42: there is no value "q"; did you mean "p"?
    """

    file: str
    line: int
    what: str
    advice: str = ""
    severity: str = "error"  # or "warning", which fails nothing

    @classmethod
    def of(cls, file: str, line: int, message: str, severity: str = "error") -> Diagnostic:
        """Return a diagnostic, given its message as exceptions carry it: what is wrong, a semicolon, what to do.

        >>> Diagnostic.of("a.md", 1, "“one; two” is wrong; leave it out").advice
        'leave it out'
        """
        hidden = _QUOTED.sub(lambda match: "x" * len(match[0]), message)
        end = hidden.find("; ")
        what, advice = (message, "") if end < 0 else (message[:end], message[end + 2 :])
        return cls(file, line, what, advice, severity)

    @property
    def message(self) -> str:
        """What is wrong, and what to do."""
        return f"{self.what}; {self.advice}" if self.advice else self.what

    @property
    def annotation(self) -> str:
        """The diagnostic as GitHub Actions shows it beside the line of a file.

        >>> Diagnostic("a,b.md", 7, "100% wrong").annotation
        '::error file=a%2Cb.md,line=7::100%25 wrong'
        """
        file = _escaped(self.file).replace(":", "%3A").replace(",", "%2C")
        return f"::{self.severity} file={file},line={self.line}::{_escaped(self.message)}"

    def __str__(self) -> str:
        severity = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.file}:{self.line}: {severity}{self.message}"


@dataclass
class Diagnostics:
    """The diagnostics of one run, each kept once."""

    found: set[Diagnostic] = field(default_factory=set)

    def add(self, file: str, line: int, message: str) -> None:
        """Add an error; the same one added twice counts once."""
        self.found.add(Diagnostic.of(file, line, message))

    def add_all(self, file: str, faults: Iterable[tuple[int, str]]) -> None:
        """Add the errors of a file, each with its line."""
        for line, message in faults:
            self.add(file, line, message)

    @contextmanager
    def noting(self, file: str) -> Iterator[None]:
        """Add the LocatedError of a file that is raised within, which ends there."""
        try:
            yield
        except LocatedError as error:
            self.add(file, error.line, str(error))

    def __bool__(self) -> bool:
        return bool(self.found)

    def __str__(self) -> str:
        return formatted(self.found)


def formatted(found: Iterable[Diagnostic], how: str = "text") -> str:
    """Return diagnostics in the order of files and lines, errors before warnings.

    Args:
        found: The diagnostics, in any order.
        how: `text` for a line each, `github` for these lines and an annotation each, `json` for a list of objects.
    """
    ordered = sorted(found, key=lambda each: (each.severity != "error", each))
    if how == "json":
        return json.dumps([asdict(each) for each in ordered], ensure_ascii=False, indent=1)
    annotations = [each.annotation for each in ordered] if how == "github" else []
    return "\n".join([*map(str, ordered), *annotations])


def default_format() -> str:
    """Return how to format where no option says so: with annotations in GitHub Actions."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def counted(number: int, what: str) -> str:
    """Return how many there are of something, in the plural where it needs one.

    >>> counted(1, "error"), counted(2, "error")
    ('1 error', '2 errors')
    """
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def did_you_mean(name: str, known: Collection[str]) -> str:
    """Name the nearest of the known names, or list them.

    >>> did_you_mean("titel", ["title", "year"]), did_you_mean("x", ["title", "year"])
    ("; did you mean 'title'?", '; known are title, year')
    """
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
