"""The values of all pages, looked up by name while they arrive from their evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from recompute.declare import Display
from recompute.evaluation import Reply
from recompute.problems import Problems


@dataclass(frozen=True)
class Value:
    """One value: its data in full precision, how it is displayed, what it means, and the line that declares it."""

    ref: str
    data: Any
    display: Display
    descriptions: Mapping[str, str]
    file: str
    line: int
    shown: dict[str, Any] = field(default_factory=dict, compare=False)  # By language, once it was asked for.


class UnknownValueError(LookupError):
    """A page asks for a value that no module declares."""


class Values:
    """Every value of the site by its full name, `page.name`; a look-up waits only for the module that it needs."""

    def __init__(self, known: Iterable[Value] = ()) -> None:
        self._by_ref = {value.ref: value for value in known}
        self._broken: set[str] = set()
        self._faults: set[tuple[str, int, str]] = set()
        self._pending: set[str] = set()
        self._replies: Iterator[tuple[str, Reply | None]] = iter(())
        self._problems = Problems()

    @classmethod
    def arriving(
        cls, modules: Iterable[str], replies: Iterator[tuple[str, Reply | None]], problems: Problems
    ) -> Values:
        """Return the values of these modules, taken from their replies as they are needed."""
        values = cls()
        values._pending, values._replies, values._problems = set(modules), replies, problems
        return values

    def find(self, name: str, page: str) -> Value:
        """Return the value that `name` means on a page: the page's own, or another page's by its full name."""
        for ref in (f"{page}.{name}", name):
            self._await(ref.rpartition(".")[0])
            if ref in self._by_ref:
                return self._by_ref[ref]
        raise UnknownValueError(f"there is no value {name!r}{self._suggestion(name, page)}")

    def all(self) -> Mapping[str, Value]:
        """Return every value by its full name, once all have arrived."""
        while self._pending:
            self._take_next()
        return self._by_ref

    def is_broken(self, name: str, page: str) -> bool:
        """Tell whether a name is missing only because its module, or the scenario, has a problem of its own."""
        return (name.rpartition(".")[0] or page) in self._broken

    def _await(self, module: str) -> None:
        while module in self._pending:
            self._take_next()

    def _take_next(self) -> None:
        page, reply = next(self._replies)
        self._pending.discard(page)
        if reply is None:
            self._problems.add("mkdocs.yml", 1, "the process that evaluates the values died; see its message above")
            self._broken.add(page)
            return
        for file, line, message in reply["problems"]:
            fault = (file, line, message.partition(": ")[2])  # One in the mathematics breaks many values.
            if fault not in self._faults:
                self._problems.add(file, line, message)
            self._faults.add(fault)
            self._broken.add(page)
        for name, declared in reply["values"].items():
            value = Value(ref=f"{page}.{name}", **declared)
            self._by_ref[value.ref] = value

    def _suggestion(self, name: str, page: str) -> str:
        own = [ref.removeprefix(f"{page}.") for ref in self.all()]
        homonyms = [ref for ref in self.all() if ref.rpartition(".")[2] == name.rpartition(".")[2]]
        near = get_close_matches(name, own, n=2, cutoff=0.5)
        names = list(dict.fromkeys([*homonyms[:2], *near]))
        return "; did you mean " + " or ".join(map(repr, names)) + "?" if names else "; declare it in the page's module"
