"""The values and the claims for other programs: `/values.json`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from recompute.claims import Claim, Claims
from recompute.page import Language
from recompute.quote import Number, Shown, display
from recompute.values import Value, Values


def values_json(values: Values, claims: Claims, languages: Sequence[Language]) -> str:
    """Return every value and every claim, one a line, each with what it means and the line that declares it."""
    codes = [language.code for language in languages]
    parts = {
        "values": {ref: _exported(value, codes) for ref, value in values.all().items()},
        "claims": {ref: _exported_claim(claim, values, languages) for ref, claim in claims.all().items()},
    }
    return "{" + ",\n".join(f"{json.dumps(name)}: {_lines(part)}" for name, part in parts.items()) + "}\n"


def _lines(part: Mapping[str, Any]) -> str:
    lines = [
        f"{json.dumps(ref)}: {json.dumps(entry, ensure_ascii=False, allow_nan=False)}"
        for ref, entry in sorted(part.items())
    ]
    return "{\n" + ",\n".join(lines) + "\n}"


def _exported(value: Value, languages: list[str]) -> dict[str, Any]:
    shown = {code: _texts(display(value, code)) for code in languages}
    same = all(texts == shown[languages[0]] for texts in shown.values())
    return {
        "value": _finite(value.data),
        "display": shown[languages[0]] if same else shown,
        "description": dict(value.descriptions),
        "source": {"file": value.file, "line": value.line},
    }


def _exported_claim(claim: Claim, values: Values, languages: Sequence[Language]) -> dict[str, Any]:
    return {
        "holds": claim.holds,
        "condition": {language.code: claim.condition(values, language) for language in languages},
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
