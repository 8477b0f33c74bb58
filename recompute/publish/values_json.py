"""The values and the claims for other programs: `/values.json`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from posixpath import dirname, relpath, splitext
from typing import Any

from recompute.locale.fallback import own_texts
from recompute.locale.language import Language
from recompute.markup.claims import Claim, Claims
from recompute.markup.quote import Number, Shown, display
from recompute.markup.render_context import RenderContext
from recompute.values.cross_checks import Checks, Comparison
from recompute.values.lookup import Value, Values

SCHEMA = "values.schema.json"


def values_json(
    values: Values,
    claims: Claims,
    languages: Sequence[Language],
    checks: Checks | None = None,
    controls: Mapping[str, Any] | None = None,
) -> str:
    """Return every value and every claim, one a line, each with what it means and the line that declares it.

    `controls` are those of each page that has any, by the name of its module.
    """
    codes, checks = [language.code for language in languages], checks or Checks()
    return _json(
        {
            "values": {ref: _exported(value, codes, checks) for ref, value in values.all().items()},
            "claims": {ref: _exported_claim(claim, values, languages) for ref, claim in claims.all().items()},
            "controls": controls or {},
            "$schema": SCHEMA,
        }
    )


def part_of(page: RenderContext) -> str:
    """Return the path of the part of `/values.json` that a page quotes; all languages share it.

    It has a folder of its own: beside the home page it would be `/values.json` itself.
    """
    return f"values/{splitext(page.path)[0]}.json"


def parts(exported: str, pages: Iterable[RenderContext]) -> Iterator[tuple[str, str]]:
    """Yield what each page quotes and claims of all that is exported, by where that is to be written."""
    whole = json.loads(exported)
    del whole["$schema"]
    for page in pages:
        if named := {ref.partition("[")[0] for ref, _ in page.quoted}.union(page.claims):
            named.add(page.module)  # as its controls are called
            part = {kind: {ref: entries[ref] for ref in entries.keys() & named} for kind, entries in whole.items()}
            yield part_of(page), _json({**part, "$schema": relpath(SCHEMA, dirname(part_of(page)))})


def schema() -> str:
    """Return the JSON Schema of what is exported."""
    return Path(__file__).with_name(SCHEMA).read_text(encoding="utf-8")


def _json(parts: Mapping[str, Any]) -> str:
    """Return JSON with each entry on a line of its own."""
    return "{" + ",\n".join(f"{json.dumps(name)}: {_lines(part)}" for name, part in parts.items()) + "}\n"


def _lines(part: Mapping[str, Any] | str) -> str:
    if isinstance(part, str):
        return json.dumps(part)
    lines = [
        f"{json.dumps(ref)}: {json.dumps(entry, ensure_ascii=False, allow_nan=False)}"
        for ref, entry in sorted(part.items())
    ]
    return "{\n" + ",\n".join(lines) + "\n}"


def _exported(value: Value, languages: list[str], checks: Checks) -> dict[str, Any]:
    shown = {code: _texts(display(value, code)) for code in languages}
    same = all(texts == shown[languages[0]] for texts in shown.values())
    exported = {
        "value": _finite(value.data),
        "display": shown[languages[0]] if same else shown,
        "description": own_texts(value.descriptions),
        "source": {"file": value.file, "line": value.line},
    }
    if compared := checks.comparisons(value):
        exported["checks"] = [_exported_check(comparison) for comparison in compared]
    return exported


def _exported_check(comparison: Comparison) -> dict[str, Any]:
    check = comparison.check
    return {
        "by": check.by,
        "value": _finite(check.data),
        "difference": _finite(comparison.difference),
        "relative_difference": _finite(comparison.relative),
        "within": check.within,
        "source": {"file": check.file, "line": check.line},
    }


def _exported_claim(claim: Claim, values: Values, languages: Sequence[Language]) -> dict[str, Any]:
    return {
        "holds": claim.holds,
        "condition": {
            each.code: claim.condition(values, each) for each in languages if each.code in own_texts(claim.conditions)
        },
        "source": {"file": claim.file, "line": claim.line},
    }


def _texts(shown: Shown) -> Any:
    return shown.shown if isinstance(shown, Number) else [_texts(item) for item in shown]


def _finite(data: Any) -> Any:
    """JSON has no infinities: they are written as texts."""
    if isinstance(data, list):
        return [_finite(item) for item in data]
    if isinstance(data, dict):
        return {name: _finite(item) for name, item in data.items()}
    return repr(data) if isinstance(data, float) and not math.isfinite(data) else data
