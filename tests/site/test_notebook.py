"""The notebook's page shows what its code gives, in both languages, and that is what the mathematics says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from mpmath import exp, log, mp, mpf

from tests.published import ROOT

if TYPE_CHECKING:
    from tests.published import Site

mp.dps = 30
NOTEBOOK = ROOT / "docs/zh/mindspore.ipynb"
TOLERANCE = 2e-6  # of float32 after a few operations
SHOWN = 5.1e-6 + TOLERANCE  # with five decimals

Z = [mpf("-1.5"), mpf("0.5"), mpf(5), mpf("-0.5")]
LABEL, EPSILON, K = 2, mpf("0.1"), 4
P = [exp(z) / sum(map(exp, Z)) for z in Z]


def target(label: int, epsilon: mpf = EPSILON) -> list[mpf]:
    """Convention K−1, by its definition."""
    return [1 - epsilon if k == label else epsilon / (K - 1) for k in range(K)]


def loss(targets: list[mpf]) -> float:
    return float(-sum(y * log(p) for y, p in zip(targets, P, strict=True)))


def gradient(label: int) -> list[float]:
    return [float(p - y) for p, y in zip(P, target(label), strict=True)]


@pytest.fixture(params=["zh", "en"])
def outputs(request: pytest.FixtureRequest, site: Site) -> list[str]:
    return [text.strip() for text in site.pages[request.param, "mindspore/"].outputs()]


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.\d+(?:e[+-]\d+)?|-?\d+e[+-]\d+", text)]


def test_both_languages_show_the_same_outputs(site: Site) -> None:
    chinese, english = (site.pages[language, "mindspore/"].outputs() for language in ("zh", "en"))
    assert chinese == english


# Runs the code without Jupyter, and tells for each cell what it printed or showed.
SCRIPT = """
import contextlib, io, json, sys
import IPython.display
shown, names = [], {}
IPython.display.display = lambda markdown: print(markdown.data)
for code in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, names)
    shown.append(printed.getvalue())
print(json.dumps(shown))
"""


def test_the_outputs_are_those_of_the_code_run_anew(site: Site) -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    codes = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    command = [sys.executable, "-c", SCRIPT]
    result = subprocess.run(command, cwd=ROOT, input=json.dumps(codes), capture_output=True, text=True, check=True)
    expected = [text_words(re.sub("---|--:", "", text)) for text in json.loads(result.stdout)]
    published = [text_words(text) for text in site.pages["zh", "mindspore/"].outputs()]
    assert published == [words for words in expected if words]


def text_words(text: str) -> list[str]:
    """Return the words of a text, without the marks of a table."""
    return re.findall(r"[^\s|`]+", text)


def test_the_losses_are_those_of_the_definition(outputs: list[str]) -> None:
    assert outputs[0] == "(1, 4) (1,)"
    assert numbers(outputs[1]) == pytest.approx([loss(target(LABEL))], abs=SHOWN)
    assert numbers(outputs[2]) == pytest.approx([loss(target(LABEL, mpf(0)))], abs=SHOWN)


def test_both_modes_give_the_same(outputs: list[str]) -> None:
    names = [line.split()[0] for line in outputs[3].splitlines()]
    assert names == ["PyNative", "Graph"]
    assert numbers(outputs[3]) == pytest.approx(2 * [loss(target(LABEL))], abs=SHOWN)


def test_the_loss_of_the_batch_is_the_mean_over_the_labels(outputs: list[str]) -> None:
    losses = [loss(target(label)) for label in range(K)]
    assert numbers(outputs[4]) == pytest.approx([*losses, sum(losses) / K], abs=2 * SHOWN)


def test_gradients_are_prediction_minus_target(outputs: list[str]) -> None:
    assert numbers(outputs[5]) == pytest.approx(gradient(LABEL), abs=SHOWN)
    batch = [slope / K for label in range(K) for slope in gradient(label)]
    assert numbers(outputs[6]) == pytest.approx(batch, abs=SHOWN)


def test_the_table_compares_with_numpy_within_the_tolerance(outputs: list[str]) -> None:
    rows = [numbers(line) for line in re.split(r"(?=loss\(|gradient\[)", outputs[7])[1:]]
    expected = [loss(target(LABEL)), sum(loss(target(label)) for label in range(K)) / K, *gradient(LABEL)]
    assert [reference for _, reference in rows] == pytest.approx(expected, abs=5.1e-6)
    assert [found for found, _ in rows] == pytest.approx(expected, abs=SHOWN)
    assert len(outputs) == 8
