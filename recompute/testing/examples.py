"""Run examples one by one, and keep what came out where something else was expected."""

from __future__ import annotations

import doctest
from dataclasses import dataclass
from typing import Any

import sybil
from sybil.evaluators.doctest import DocTestEvaluator

from recompute.testing.checker import RoundingChecker


@dataclass(frozen=True)
class Mismatch:
    """An output that differs from what its document shows; lines are counted from 1."""

    path: str
    line: int
    want: str
    got: str


class ExampleEvaluator(DocTestEvaluator):
    """Runs an example in the namespace of its document; numbers compare by rounding."""

    def __init__(self) -> None:
        self.runner = _Runner()  # type: ignore[assignment]

    @property
    def mismatches(self) -> list[Mismatch]:
        """Every output so far that was not as expected."""
        return self.runner.mismatches  # type: ignore[attr-defined,no-any-return]

    def __call__(self, sybil_example: sybil.Example) -> str:
        """Run an example; what it reports, if anything, is why it fails."""
        self.runner.place = (str(sybil_example.path), sybil_example.line)  # type: ignore[attr-defined]
        return super().__call__(sybil_example)


class _Runner(doctest.DocTestRunner):
    def __init__(self) -> None:
        super().__init__(checker=RoundingChecker(), verbose=False)
        self.mismatches: list[Mismatch] = []
        self.place = ("", 0)

    def report_failure(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        """Keep the mismatch, then report it."""
        path, line = self.place
        self.mismatches.append(Mismatch(path, line + example.source.count("\n"), example.want, got))
        super().report_failure(out, test, example, got)

    def _failure_header(self, test: doctest.DocTest, example: doctest.Example) -> str:
        return f"{example.source}"
