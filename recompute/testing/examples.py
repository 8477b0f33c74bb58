"""Run examples one by one, compare outputs by decimal rounding, and rewrite those that are outdated."""

from __future__ import annotations

import doctest
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any
from unittest import SkipTest

import sybil
from sybil.evaluators.doctest import DocTestEvaluator

_NUMBER = re.compile(r"(?<![\w.])[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?!\w)")
_NUMPY_SCALAR = re.compile(r"\bnp\.(?:(True|False)_|(?:float|int|uint|str)\d*_?\(([^()]*)\))")  # as NumPy 2 prints
_WITH_DECIMALS = re.compile(r"[+-]?\d*\.(?P<decimals>\d+)(?P<exponent>[eE][+-]?\d+)?")


class RoundingChecker(doctest.OutputChecker):
    """Accepts a number with decimals where the computed one, rounded to as many decimals, is that number."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        """Compare as doctest does, or else number by number, with spaces as they fall.

        >>> check = RoundingChecker().check_output
        >>> check("[0.84 2.0]", "[ 0.8399  2.0]", 0), check("[0.83 2.0]", "[ 0.8399  2.0]", 0)
        (True, False)
        """
        want, got = plain(want), plain(got)
        if super().check_output(want, got, optionflags):
            return True
        return _shape(want) == _shape(got) and all(map(rounds_to, _NUMBER.findall(got), _NUMBER.findall(want)))


def plain(output: str) -> str:
    """Return an output with the scalars of NumPy as Python's own, which they look like before NumPy 2.

    >>> plain("(np.float64(0.5), np.str_('x'), np.True_)")
    "(0.5, 'x', True)"
    """
    return _NUMPY_SCALAR.sub(lambda match: match[1] or match[2], output)


def _shape(text: str) -> str:
    """Return a text without what its numbers are and how they are aligned."""
    return re.sub(r"\s+", " ", re.sub(r"\s*([\[\](),])\s*", r"\1", _NUMBER.sub("#", text))).strip()


def rounds_to(found: str, wanted: str) -> bool:
    """Return whether a number lies within half a unit of the last decimal of another; an integer must be exact.

    >>> rounds_to("0.8399", "0.84"), rounds_to("0.8399", "0.83"), rounds_to("1.4", "1")
    (True, False, False)
    """
    if not _WITH_DECIMALS.fullmatch(wanted):
        return found == wanted
    exponent = Decimal(wanted).as_tuple().exponent
    assert isinstance(exponent, int), "what the pattern matches is finite"
    return abs(Decimal(found) - Decimal(wanted)) <= Decimal(5).scaleb(exponent - 1)


def rounded_like(want: str, got: str) -> str:
    """Return an output with as many decimals as the wanted one shows, where the two pair up.

    >>> rounded_like("about 0.84 of 5", "about 0.91234 of 7")
    'about 0.91 of 7'
    """
    wanted = _NUMBER.findall(want)
    if len(wanted) != len(_NUMBER.findall(got)):
        return got
    models = map(_WITH_DECIMALS.fullmatch, wanted)

    def rounded(found: re.Match[str]) -> str:
        model = next(models)
        if model is None or not _WITH_DECIMALS.fullmatch(found[0]):
            return found[0]
        return format(float(found[0]), f".{len(model['decimals'])}{'e' if model['exponent'] else 'f'}")

    return _NUMBER.sub(rounded, got)


@dataclass(frozen=True)
class Mismatch:
    """An output that differs from what its document shows; lines are counted from 1."""

    path: str
    line: int
    want: str
    got: str


class ExampleEvaluator(DocTestEvaluator, doctest.DocTestRunner):
    """Runs an example in the namespace of its document; numbers compare by rounding.

    Where an example imports a package that is not installed, it is skipped with those after it in the document.
    """

    def __init__(self) -> None:
        doctest.DocTestRunner.__init__(self, checker=RoundingChecker(), verbose=False)
        self.runner = self  # type: ignore[assignment]  # Sybil has one beside the evaluator.
        self.mismatches: list[Mismatch] = []  # every output so far that was not as expected
        self._line = 0
        self._lacking: dict[str, str] = {}  # packages, by the documents that import them

    def __call__(self, sybil_example: sybil.Example) -> str:
        """Run an example; what it reports, if anything, is why it fails."""
        path, self._line = str(sybil_example.path), sybil_example.line
        if path not in self._lacking:
            try:
                return super().__call__(sybil_example)
            except doctest.UnexpectedException as error:
                self._lacking[path] = not_installed(error.exc_info[1])
        raise SkipTest(f"{self._lacking[path]} is not installed")

    def report_failure(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        """Keep the mismatch, then report it."""
        line = self._line + example.source.count("\n")
        self.mismatches.append(Mismatch(test.name, line, example.want, plain(got)))
        super().report_failure(out, test, example, got)

    def report_unexpected_exception(self, out: Any, test: doctest.DocTest, example: doctest.Example, exc: Any) -> None:
        """Raise what says that a package is not installed; report everything else."""
        if not_installed(exc[1]):
            raise doctest.UnexpectedException(test, example, exc)
        super().report_unexpected_exception(out, test, example, exc)

    def _failure_header(self, test: doctest.DocTest, example: doctest.Example) -> str:
        return f"{example.source}"


def not_installed(error: BaseException | None) -> str:
    """Return the package that an error says is not installed, or nothing.

    >>> not_installed(ModuleNotFoundError(name="no_such_package.part")), not_installed(ValueError())
    ('no_such_package', '')
    """
    package = (error.name or "").partition(".")[0] if isinstance(error, ModuleNotFoundError) else ""
    return package if package and find_spec(package) is None else ""


_TRACEBACK = "Traceback (most recent call last):"


def fix(mismatches: Iterable[Mismatch]) -> dict[str, int]:
    """Write what came out in place of what was shown; return how many outputs each file had rewritten."""
    rewritten: Counter[str] = Counter()
    last_first = sorted(mismatches, key=lambda each: (each.path, -each.line))  # Those above keep their lines.
    for path, found in groupby(last_first, key=attrgetter("path")):
        lines = Path(path).read_text(encoding="utf-8").splitlines(keepends=True)
        for mismatch in found:
            start = mismatch.line - 1
            prompt = next(line for line in reversed(lines[:start]) if ">>> " in line)
            prefix = prompt[: prompt.index(">>> ")]
            lines[start : start + mismatch.want.count("\n")] = [
                f"{prefix}{line or '<BLANKLINE>'}\n" for line in _output(mismatch).splitlines()
            ]
            rewritten[path] += 1
        Path(path).write_text("".join(lines), encoding="utf-8")
    return rewritten


def _output(mismatch: Mismatch) -> str:
    if _TRACEBACK in mismatch.got:
        return "\n".join([_TRACEBACK, "    ...", mismatch.got.strip().splitlines()[-1]])
    return rounded_like(mismatch.want, mismatch.got)
