"""What the command line reports of values: where they come from, what they depend on, and where they are quoted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from recompute.cli import aligned
from recompute.diagnostics import CommandError
from recompute.evaluation import sensitivity
from recompute.evaluation.kept_results import STORE
from recompute.evaluation.scheduler import Evaluator
from recompute.markup.quote import Number, Shown, display
from recompute.site import configuration
from recompute.site.build import Site
from recompute.source.inlines import QUOTE
from recompute.source.page_source import module_of
from recompute.values.lookup import MissingPackageError, UnknownNameError, Value, suggestion
from recompute.values.number_format import full

_WIDEST = 40
_FUNCTION = re.compile(r"^def (\w+)\(", re.MULTILINE)


class Inventory:
    """The values of the site in a folder, or those of some pages, evaluated for the command line.

    What a build or a server has left is taken where nothing has changed since that it depends on.

    Raises:
        CommandError: A name is neither that of a value nor that of a page; nothing was evaluated.
    """

    def __init__(self, root: Path, names: Sequence[str] = ()) -> None:
        self.settings, _ = configuration.load(root)
        modules = sorted({self._module_of(name) for name in names} or self.settings.modules(self.settings.package))
        evaluator = Evaluator(keep=True, folder=root / STORE)
        self.site = Site(self.settings, evaluator, only=self._needed(modules, names) if names else ())
        known = self.site.values.of(modules) if names else self.site.values.all()
        self.values = {
            ref: value for ref, value in known.items() if not names or {ref, ref.rpartition(".")[0]} & {*names}
        }
        self.quotes = self._quotes()

    def _module_of(self, name: str) -> str:
        """Return the module, without its package, of a value or a page; found in the sources alone."""
        modules = self.settings.modules(self.settings.package)
        generated = [module_of(self.settings.status_page)] if self.settings.status_page else []
        owner, _, own = name.rpartition(".")
        if name in modules or owner in generated:
            return name if name in modules else owner
        if owner in modules and re.search(rf"\b{re.escape(own)}\b", self._source(f"{self.settings.package}.{owner}")):
            return owner
        sources = {module: self._source(f"{self.settings.package}.{module}") for module in modules}
        refs = [f"{module}.{each}" for module, source in sources.items() for each in _FUNCTION.findall(source)]
        raise CommandError(f"there is no value {name!r}; {suggestion(name, '', refs)}")

    def _needed(self, modules: Sequence[str], names: Sequence[str]) -> set[str]:
        """Return the modules, in full, of these pages, and those that may hold checks of the values named."""
        package = self.settings.checks
        checks = [f"{package}.{module}" for module in self.settings.modules(package)] if package else []
        checking = {each for each in checks if any(name in self._source(each) for name in names)}
        return {f"{self.settings.package}.{module}" for module in modules} | checking

    def _source(self, module: str) -> str:
        return self.settings.root.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8")

    def rows(self) -> list[dict[str, Any]]:
        """Return every value as plain data: name, value, display, and the places that quote it."""
        code = self.settings.codes[-1]
        return [
            {"name": ref, "value": value.data, "display": _flat(display(value, code)), "quoted": self.quotes[ref]}
            for ref, value in sorted(self.values.items())
        ]

    def table(self) -> Iterator[str]:
        """Return the lines of a table for a terminal."""
        rows = [
            [row["name"], _short(_full(row["value"])), _short(row["display"]), ", ".join(row["quoted"])]
            for row in self.rows()
        ]
        return aligned([["name", "value", "display", "quoted"], *rows])

    def why(self, ref: str) -> Iterator[str]:
        """Yield what is known of one value."""
        value = self.find(ref)
        module, _, name = ref.rpartition(".")
        yield f"{ref} = {_full(value.data)}"
        yield f"shown as    {_flat(display(value, self.settings.codes[-1]))}"
        for code, words in value.descriptions.items():
            yield f"{code:<10}  {words}"
        yield f"computed in {value.file}:{value.line}"
        given = sensitivity.ask(self.settings.root, self.settings.scenario, f"{self.settings.package}.{module}", name)
        unknown = f"what it takes more than {sensitivity.LIMIT} s to find out"
        yield f"depends on  {unknown if given is None else ', '.join(given) or 'no input'}"
        for compared in self.site.checks.comparisons(value):
            yield f"checked by  {compared.check.by}: differs by {compared.difference:.2g}"
        yield "quoted in   " + ("\n            ".join(self.quotes[ref]) or "no page")

    def find(self, ref: str) -> Value:
        """Return a value by its full name."""
        try:
            return self.values[ref] if ref in self.values else self.site.values.find(ref, "")
        except (UnknownNameError, MissingPackageError) as error:
            raise CommandError(str(error)) from error

    def _quotes(self) -> defaultdict[str, list[str]]:
        """Return where each value is quoted, as `file:line`."""
        places: defaultdict[str, list[str]] = defaultdict(list)
        for edition in self.site.editions.values():
            for path, source in edition.page_index.sources.items():
                for match in QUOTE.finditer(source.prose):
                    own = f"{module_of(path)}.{match['name']}"
                    ref = own if own in self.values else match["name"]
                    place = f"{source.file}:{source.line_at(match.start())}"
                    if place not in places[ref]:
                        places[ref].append(place)
        return places


def _flat(shown: Shown) -> str:
    return shown.shown if isinstance(shown, Number) else f"[{', '.join(map(_flat, shown))}]"


def _full(data: Any) -> str:
    if isinstance(data, dict):
        return " / ".join(map(_full, data.values()))
    return f"[{', '.join(map(_full, data))}]" if isinstance(data, list) else full(data)


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
