"""The values for other programs: `/values.json`."""

from __future__ import annotations

import json
import math
from typing import Any

from recompute.quote import Number, Shown, display
from recompute.values import Value, Values


def values_json(values: Values, languages: list[str]) -> str:
    """Return every value, one a line: full precision, display, descriptions, and the line that declares it."""
    lines = [
        f"{json.dumps(ref)}: {json.dumps(_exported(value, languages), ensure_ascii=False, allow_nan=False)}"
        for ref, value in sorted(values.all().items())
    ]
    return '{"values": {\n' + ",\n".join(lines) + "\n}}\n"


def _exported(value: Value, languages: list[str]) -> dict[str, Any]:
    shown = {code: _texts(display(value, code)) for code in languages}
    same = all(texts == shown[languages[0]] for texts in shown.values())
    return {
        "value": _finite(value.data),
        "display": shown[languages[0]] if same else shown,
        "description": dict(value.descriptions),
        "source": {"file": value.file, "line": value.line},
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
