"""What code reads of the scenario: by file, to know what a change reaches, and by function, to call it once for it."""

from __future__ import annotations

import ast
import dataclasses
import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache, wraps
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])

_WHOLE = ""  # The name of a scenario that is no dataclass.
_COPYING = {(name, dataclasses.__file__) for name in ("replace", "_replace")}
_PLAIN = (int, float, str, bool, type(None))


class Readings:
    """Scenarios that note what is read of them, and functions that run once for all that they read alike.

    A field is named by its class, `Weather.rain`, so that scenarios made of others are followed too. `is_own` says of
    a file whether it is of the project; any other file reads for the code that calls it.
    """

    def __init__(self, is_own: Callable[[str], bool] = bool) -> None:
        self.by_file: dict[str, set[str]] = defaultdict(set)  # What no code of the project reads is under no name.
        self._is_own = cache(is_own)
        self._read: list[set[str]] = [set()]  # by each function under way
        self._fields: dict[int, tuple[Any, Mapping[str, str]]] = {}  # By identity, which the scenario itself keeps.

    def watch(self, scenario: Any) -> None:
        """Begin to note what is read of scenarios of this kind, and of the dataclasses in them."""
        for class_ in _classes(scenario) if _is_dataclass(scenario) else ():
            self._watch(class_)

    def remembering(self, function: Function) -> Function:
        """Return a function of a scenario that remembers what it returned to whatever it then read."""
        known: dict[tuple[str, ...], dict[tuple[str | None, ...], Any]] = {}

        @wraps(function)
        def remembered(*arguments: Any, **named: Any) -> Any:
            if len(arguments) != 1 or named:
                return function(*arguments, **named)
            (scenario,) = arguments
            fields = self.fields(scenario)
            for names, results in known.items():
                if (key := tuple(map(fields.get, names))) in results:
                    self._read[-1].update(names)
                    return results[key]
            self._read.append(set() if _is_dataclass(scenario) else {_WHOLE})
            try:
                result = function(scenario)
            finally:
                read = tuple(sorted(self._read.pop()))
                self._read[-1].update(read)
            known.setdefault(read, {})[tuple(map(fields.get, read))] = result
            return result

        return cast(Function, remembered)

    def fields(self, scenario: Any) -> Mapping[str, str]:
        """Return the fields of a scenario and of the dataclasses in it, as texts that differ where the fields do."""
        if id(scenario) not in self._fields:
            self._fields[id(scenario)] = scenario, fields_of(scenario)
        return self._fields[id(scenario)][1]

    def _watch(self, class_: type) -> None:
        keys = {field.name: f"{class_.__qualname__}.{field.name}" for field in dataclasses.fields(class_)}
        keys |= dict.fromkeys(("__dict__", "__dataclass_fields__"), f"{class_.__qualname__}.*")
        original, read, by_file, is_own = class_.__getattribute__, self._read, self.by_file, self._is_own

        def __getattribute__(instance: Any, name: str) -> Any:  # noqa: N807
            if key := keys.get(name):
                frame: FrameType | None = sys._getframe(1)
                # What dataclasses.replace copies is read when the copy is.
                if frame and (frame.f_code.co_name, frame.f_code.co_filename) not in _COPYING:
                    read[-1].add(key)
                    while frame and not is_own(frame.f_code.co_filename):
                        frame = frame.f_back
                    by_file[frame.f_code.co_filename if frame else ""].add(key)
            return original(instance, name)  # type: ignore[call-arg]

        class_.__getattribute__ = __getattribute__  # type: ignore[assignment]


def fields_of(scenario: Any) -> dict[str, str]:
    """Return the fields of a scenario and of the dataclasses in it, by class and name, each as a text.

    >>> @dataclasses.dataclass(frozen=True)
    ... class Weather:
    ...     rain: tuple[float, ...] = (2.0, 3.0)
    >>> fields_of(Weather()), fields_of(0.5)
    ({'Weather.*': 'rain', 'Weather.rain': '(2.0, 3.0)'}, {'': '0.5'})
    """
    if not _is_dataclass(scenario):
        return {_WHOLE: _text(scenario)}
    found: dict[str, list[str]] = defaultdict(list)
    waiting = [scenario]
    while waiting:
        data = waiting.pop(0)
        name = type(data).__qualname__
        names = [field.name for field in dataclasses.fields(type(data))]
        found[f"{name}.*"].append(" ".join(names))
        for field in names:
            value = object.__getattribute__(data, field)
            found[f"{name}.{field}"].append(type(value).__qualname__ if _is_dataclass(value) else _text(value))
            waiting += [value] if _is_dataclass(value) else []
    return {name: "; ".join(texts) for name, texts in found.items()}


def code_of(file: Path, name: str) -> str:
    """Return a digest of the code of a scenario's module without the scenario itself and the fields of its classes."""
    tree = ast.parse(file.read_bytes())
    tree.body = [node for node in tree.body if name not in _targets(node)]
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            node.body = [each for each in node.body if not isinstance(each, ast.AnnAssign)]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()


def _targets(node: ast.stmt) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _classes(scenario: Any) -> set[type]:
    values = (object.__getattribute__(scenario, field.name) for field in dataclasses.fields(type(scenario)))
    return {type(scenario)}.union(*(_classes(value) for value in values if _is_dataclass(value)))


def _is_dataclass(data: Any) -> bool:
    return dataclasses.is_dataclass(type(data))


def _text(data: Any) -> str:
    """Return a text that no other data have; what is not plain is like itself alone."""
    return repr(data) if _is_plain(data) else f"{type(data).__qualname__} at {id(data)}"


def _is_plain(data: Any) -> bool:
    if isinstance(data, (tuple, list, set, frozenset)):
        return all(map(_is_plain, data))
    if isinstance(data, dict):
        return all(map(_is_plain, [*data, *data.values()]))
    return isinstance(data, _PLAIN)
