"""What code reads of the scenario: by file, to know what a change reaches, and by function, to call it once for it."""

from __future__ import annotations

import ast
import dataclasses
import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, wraps
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar, cast

from recompute.evaluation.kept_results import digest
from recompute.values.evaluators import scenario_at
from recompute.values.import_graph import relative

State = dict[str, Any]
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
        for class_ in {type(part) for part in _dataclasses_in(scenario)}:
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
    found: dict[str, list[str]] = defaultdict(list)
    for part in _dataclasses_in(scenario):
        name, values = type(part).__qualname__, _values(part)
        found[f"{name}.*"].append(" ".join(values))
        for field, value in values.items():
            found[f"{name}.{field}"].append(type(value).__qualname__ if _is_dataclass(value) else _text(value))
    return {name: "; ".join(texts) for name, texts in found.items()} or {_WHOLE: _text(scenario)}


@cache  # It is the same for all that one process evaluates.
def state(scenario: str) -> State | None:
    """Return the file of the scenario at a place, a digest of it, one of its other code, and its fields.

    There is none where it cannot be imported, or is no dataclass: then all that it is counts as read.
    """
    module, _, name = scenario.partition(":")
    try:
        given, file = scenario_at(scenario), relative(str(sys.modules[module].__file__), Path.cwd())
        if not _is_dataclass(given):
            return None
        code = code_of(Path(file), name)
        return {"file": file, "digest": digest(Path.cwd(), [file]), "code": code, "fields": fields_of(given)}
    except BaseException:  # The evaluation of values reports what is wrong.
        return None


def seen(found: State, reads: Iterable[str]) -> str:
    """Return what code sees of a scenario that reads some of its fields."""
    return repr([found["code"], {name: found["fields"].get(name) for name in reads}])


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


def _dataclasses_in(data: Any) -> Iterator[Any]:
    """Yield data that are a dataclass, and the dataclasses that are in its fields."""
    if _is_dataclass(data):
        yield data
        for value in _values(data).values():
            yield from _dataclasses_in(value)


def _values(data: Any) -> dict[str, Any]:
    """Return the values of a dataclass by their names, which does not count as reading them."""
    return {field.name: object.__getattribute__(data, field.name) for field in dataclasses.fields(type(data))}


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
