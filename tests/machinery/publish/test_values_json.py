"""What `/values.json` holds for other programs."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from recompute.diagnostics import Diagnostics
from recompute.locale.language import Language
from recompute.markup.claims import Claims
from recompute.publish.values_json import values_json
from recompute.values.lookup import ModuleResults, Value, Values

LANGUAGES = [
    Language("zh", "zh-Hans", "中文", "天气", "天气。", comma="、"),
    Language("en", "en", "English", "Weather", "The weather."),
]


def published(values: Values, claims: Claims) -> dict[str, Any]:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    loaded: dict[str, Any] = json.loads(values_json(values, claims, LANGUAGES), parse_constant=refuse)
    return loaded


def exported(values: Values) -> dict[str, Any]:
    loaded: dict[str, Any] = published(values, Claims())["values"]
    return loaded


def of(data: Any, display: Any = "") -> Any:
    return exported(Values([Value("loss.x", data, display, {}, "pages/loss.py", 3)]))["loss.x"]


def test_a_value_with_all_that_is_known_of_it() -> None:
    value = Value("loss.x", 0.016561308491237, ".4f", {"zh": "损失。", "en": "The loss."}, "pages/loss.py", 7)
    assert exported(Values([value])) == {
        "loss.x": {
            "value": 0.016561308491237,
            "display": "0.0166",
            "description": {"zh": "损失。", "en": "The loss."},
            "source": {"file": "pages/loss.py", "line": 7},
        }
    }


def test_every_value_is_there_in_order_and_alone_on_its_line(values: Values) -> None:
    refs = list(exported(values))
    assert refs == sorted(values.all())
    lines = values_json(values, Claims(), LANGUAGES).splitlines()
    assert [line.partition(":")[0].strip('"') for line in lines[1 : lines.index("},")]] == refs


def test_a_claim_with_its_condition_in_each_language_and_its_line(values: Values) -> None:
    reply = {
        "claims": {
            "wet": {
                "holds": False,
                "conditions": {"zh": "{{ week }} 都是负数。", "en": "All of {{ week }} are negative, {{ sky }}."},
                "file": "claims/weather.py",
                "line": 9,
            }
        },
        "problems": [],
        "missing": {},
    }
    claims = Claims(modules={"weather": ["claims.weather"]}, results=ModuleResults(lambda module: reply, Diagnostics()))
    assert published(values, claims)["claims"] == {
        "weather.wet": {
            "holds": False,
            "condition": {
                "zh": "1.50、−2.25、3.00 都是负数。",
                "en": "All of 1.50, −2.25, 3.00 are negative, cloudy.",
            },
            "source": {"file": "claims/weather.py", "line": 9},
        }
    }


@pytest.mark.parametrize("number", [0.1 + 0.2, 1e-300, -1 / 3, 2**60 + 1])
def test_numbers_keep_their_full_precision(number: float) -> None:
    assert of(number)["value"] == number


def test_arrays_keep_their_shape() -> None:
    shown = of([[0.5, -0.25], [1.0, 0.125]], ".2f")
    assert shown["value"] == [[0.5, -0.25], [1.0, 0.125]]
    assert shown["display"] == [["0.50", "−0.25"], ["1.00", "0.12"]]


def test_texts_are_displayed_in_each_language() -> None:
    shown = of({"zh": "鸟", "en": "bird"})
    assert shown["value"] == {"zh": "鸟", "en": "bird"}
    assert shown["display"] == {"zh": "鸟", "en": "bird"}


def test_what_looks_the_same_in_each_language_is_displayed_once() -> None:
    assert of({"zh": "ResNet", "en": "ResNet"})["display"] == "ResNet"


@pytest.mark.parametrize(("number", "text"), [(math.inf, "inf"), (-math.inf, "-inf"), (math.nan, "nan")])
def test_what_json_cannot_say_is_a_text(number: float, text: str) -> None:
    assert of(number)["value"] == text
    assert of([number, 0.5])["value"] == [text, 0.5]
