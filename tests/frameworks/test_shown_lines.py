"""The blocks for Keras and optax on the page about training code, run in the environment that has these packages.

`FRAMEWORKS_PYTHON` names its interpreter; `.ci/run` makes one. Elsewhere these tests are skipped, in CI they fail.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

from snippets.losses import cross_entropy
from snippets.targets import epsilon_a_to_b, smooth_labels_a, smooth_labels_b

PAGES = [Path(__file__).resolve().parents[2] / "docs" / code / "in-practice.md" for code in ("zh", "en")]
INTERPRETER = os.environ.get("FRAMEWORKS_PYTHON", "")
NAMES = ["Keras", "optax"]
LOGITS = np.random.default_rng(0).normal(scale=3, size=(16, 7))
LABELS = np.arange(16) % 7

needs_frameworks = pytest.mark.skipif(
    not INTERPRETER and os.environ.get("BROWSER_TESTS") != "required",
    reason="FRAMEWORKS_PYTHON names no Python with keras and optax; run .ci/run",
)


def block(page: Path, name: str) -> str:
    (found,) = re.findall(rf'^``` *\{{ \.python title="{name}"[^\n]*\n(.*?)^```', page.read_text("utf-8"), re.M | re.S)
    return str(found)


def run(code: str, epsilon: float) -> float:
    """Return the loss that a block leaves, in a fresh process that has the package."""
    given = f"import numpy as np\nlogits = np.array({LOGITS.tolist()}, 'float32')\n"
    given += f"labels, eps, K = np.array({LABELS.tolist()}), {epsilon!r}, {LOGITS.shape[1]}\n"
    script = given + code + "\nimport json\nprint(json.dumps(float(loss)))\n"
    environment = os.environ | {"KERAS_BACKEND": "numpy", "JAX_PLATFORMS": "cpu"}
    done = subprocess.run([INTERPRETER, "-c", script], capture_output=True, text=True, env=environment, check=True)
    return float(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("name", [*NAMES, "PyTorch"])
def test_both_languages_show_the_same_block(name: str) -> None:
    assert block(PAGES[0], name) == block(PAGES[1], name)


@needs_frameworks
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("epsilon", [0.0, 0.1, 0.4])
def test_the_block_gives_the_loss_that_divides_by_all_classes(name: str, epsilon: float) -> None:
    ours = cross_entropy(smooth_labels_b(LABELS, 7, epsilon), LOGITS).mean()
    assert run(block(PAGES[1], name), epsilon) == pytest.approx(ours, rel=2e-6)


@needs_frameworks
@pytest.mark.parametrize("name", NAMES)
def test_with_the_converted_factor_it_gives_the_loss_that_divides_by_the_others(name: str) -> None:
    ours = cross_entropy(smooth_labels_a(LABELS, 7, 0.1), LOGITS).mean()
    assert "eps * K / (K - 1)" in PAGES[1].read_text("utf-8")
    assert pytest.approx(epsilon_a_to_b(0.1, 7)) == 0.1 * 7 / 6
    converted = block(PAGES[1], name).replace("eps)", "eps * K / (K - 1))")
    assert run(converted, 0.1) == pytest.approx(ours, rel=2e-6)
