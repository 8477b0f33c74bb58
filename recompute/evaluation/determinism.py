"""Compare two evaluations of the same modules, or two runs of the same notebook, each in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from recompute.markup.quote import QuoteError, display, numbers_in
from recompute.values.evaluators import ModuleResult
from recompute.values.lookup import Value

_REMEDY = "seed what is random, sort what has no order, and let nothing depend on the time or on what ran before"


def compared(first: ModuleResult, second: ModuleResult, languages: Sequence[str]) -> ModuleResult:
    """Return the first of two replies, with a problem for what came out otherwise the second time.

    The second evaluation takes the modules in the reverse order. Values are compared as they are declared to be
    displayed: digits that are not displayed may differ.
    """
    problems = [*first["problems"], *(each for each in second["problems"] if each not in first["problems"])]
    for name, value in first["values"].items():
        shown = [_shown(name, each["values"].get(name), languages) for each in (first, second)]
        if (found := next((pair for pair in zip(*shown, strict=False) if pair[0] != pair[1]), None)) is not None:
            what = f"the value {name} gives another result when it is evaluated again: {found[0]}, then {found[1]}"
            problems.append((value["file"], value["line"], f"{what}; {_REMEDY}"))
    for name, drawing in first["drawings"].items():
        if drawing["svg"] != second["drawings"].get(name, drawing)["svg"]:
            what = f"the figure {name} is drawn otherwise when it is evaluated again"
            problems.append((drawing["file"], drawing["line"], f"{what}; {_REMEDY}"))
    for name, claim in first["claims"].items():
        if claim["holds"] != second["claims"].get(name, claim)["holds"]:
            what = f"the claim {name} is decided otherwise when it is evaluated again"
            problems.append((claim["file"], claim["line"], f"{what}; {_REMEDY}"))
    return {**first, "problems": problems}


def compared_cells(first: ModuleResult, second: ModuleResult) -> ModuleResult:
    """Return the first of two runs of a notebook, with a problem for the first cell that gave something else later."""
    pairs = enumerate(zip(first["outputs"], second["outputs"], strict=False))
    differing = next((number for number, (output, other) in pairs if output != other), None)
    if differing is None:  # What fails the second time alone has its own message.
        return {**first, "problems": first["problems"] or second["problems"]}
    what = f"the cell gives another result when the notebook is run again; {_REMEDY}"
    return {**first, "problems": [*first["problems"], (differing, 1, what)]}


def _shown(name: str, declared: Mapping[str, Any] | None, languages: Sequence[str]) -> list[str]:
    """Return how many numbers a value shows in each language, and each of them; nothing where it failed."""
    if declared is None:
        return []
    value, found = Value(name, **declared), list[str]()
    with suppress(QuoteError):  # It is noted where the value is used.
        for language in languages:
            numbers = [number.shown for number in numbers_in(display(value, language))]
            found += [f"{len(numbers)} numbers", *numbers]
    return found
