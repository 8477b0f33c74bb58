"""Declare what a page may quote, show or claim, and what checks it: pure functions of the scenario."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

Display = str | tuple[str, ...]

# What a process that evaluates wraps around each value and each claim as it is declared; elsewhere, nothing.
wrappers: list[Callable[[Any], Any]] = []
# By the names of their modules, the functions that were declared; something else may have taken a name since.
declarations: defaultdict[str, list[tuple[Any, object]]] = defaultdict(list)


@dataclass(frozen=True)
class Declaration:
    """How a value is displayed, what it means in each language, and whether it may be infinite or NaN."""

    display: Display
    descriptions: dict[str, str]
    finite: bool


def _declaring(declaration: object, *, remembered: bool = False) -> Callable[[Function], Function]:
    """Return a decorator that gives a function a declaration, and wraps it where its results are to be `remembered`."""

    def declare(function: Function) -> Function:
        written = inspect.unwrap(function)
        if not inspect.isfunction(written):
            name = getattr(function, "__name__", type(function).__name__)
            raise TypeError(f"{name} is no function; declare a function of the scenario")
        function.declaration = declaration  # type: ignore[attr-defined]
        declarations[written.__globals__["__name__"]].append((function, declaration))
        for wrap in wrappers if remembered else ():
            function = wrap(function)
        return function

    return declare


def _check_texts(what: str, texts: dict[str, str]) -> None:
    for language, text in texts.items():
        if not isinstance(text, str):
            raise TypeError(f"the {what} in {language} must be a text, got {text!r}")


def value(display: Display = "", *, finite: bool = True, **descriptions: str) -> Callable[[Function], Function]:
    """Declare a function of the scenario as a value that pages may quote; the function itself stays as it is.

    `display` is a format such as `.2f`, or one format a column for rows: a sign, a grouping, a precision and one of the
    types f, e, g, d, % and g%, as in Python's format language. `descriptions` holds one sentence in each language.
    `finite=False` lets the value be infinite or NaN.

    >>> @value(".2f", zh="一半", en="One half.")
    ... def half(scenario):
    ...     return scenario / 2
    >>> half(1), half.declaration.display
    (0.5, '.2f')
    """
    formats = display if isinstance(display, tuple) else (display,)
    if not all(isinstance(text, str) for text in formats):
        raise TypeError(f"display must be a format such as '.2f', or a tuple with one a column, got {display!r}")
    _check_texts("description", descriptions)
    return _declaring(Declaration(display, descriptions, finite), remembered=True)


@dataclass(frozen=True)
class FigureDeclaration:
    """What a figure is called in each language."""

    titles: dict[str, str]


def figure(**titles: str) -> Callable[[Function], Function]:
    """Declare a function of the scenario and a language as a figure that pages may show; it returns SVG.

    `titles` holds what screen readers call the figure, in each language.

    >>> @figure(zh="一条线", en="A line")
    ... def draw(scenario, language):
    ...     return '<svg xmlns="http://www.w3.org/2000/svg"/>'
    >>> draw.declaration.titles["en"]
    'A line'
    """
    return _declaring(FigureDeclaration(titles))


@dataclass(frozen=True)
class ClaimDeclaration:
    """The condition of a claim, in the words of each language."""

    conditions: dict[str, str]


def claim(**conditions: str) -> Callable[[Function], Function]:
    """Declare a function of the scenario as a claim that words of a page may be tied to; it returns True or False.

    `conditions` says in each language what must hold; it may quote values of the claim's own page, or of another.

    >>> @claim(zh="{{ half }} 不到一。", en="{{ half }} is less than one.")
    ... def small(scenario):
    ...     return scenario / 2 < 1
    >>> small(1), small.declaration.conditions["en"]
    (True, '{{ half }} is less than one.')
    """
    _check_texts("condition", conditions)
    return _declaring(ClaimDeclaration(conditions), remembered=True)


@dataclass(frozen=True)
class CheckDeclaration:
    """Which value is computed a second time, by what, and by how much the two may differ, relatively."""

    of: str
    by: str
    within: float | None


def check(of: str, *, by: str, within: float | None = None) -> Callable[[Function], Function]:
    """Declare a function of the scenario that computes a value, named in full, in another way.

    `by` says in what other way; readers see it beside the difference. The build fails where the difference is larger
    than `within` times the value; where there are several numbers, the largest of each counts.

    >>> @check("page.third", by="float16", within=1e-3)
    ... def third_in_half_precision(scenario):
    ...     return 0.3333
    >>> third_in_half_precision.declaration.of
    'page.third'
    """
    if within is not None and not within >= 0:
        raise ValueError(f"within must be a relative difference such as 1e-6, got {within!r}")

    return _declaring(CheckDeclaration(of, by, within))
