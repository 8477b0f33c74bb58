"""The blocks for Keras and optax on the page about training code, run in the environment that has these packages.

`FRAMEWORKS_PYTHON` names its interpreter; `.ci/run` makes one. Elsewhere these tests are skipped, in CI they fail.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from functools import cache
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
EPSILONS, CONVERTED = [0.0, 0.1, 0.4], 0.1
# To import a package takes most of the time: one process runs a block several times, each with its own names.
RUN = """\
import json
import sys

import numpy as np

logits, labels, blocks = json.load(sys.stdin)
logits, labels = np.array(logits, "float32"), np.array(labels)
losses = []
for code, epsilon in blocks:
    names = {"np": np, "logits": logits.copy(), "labels": labels.copy(), "eps": epsilon, "K": logits.shape[1]}
    exec(code, names)
    losses.append(float(names["loss"]))
print(json.dumps(losses))
"""

needs_frameworks = pytest.mark.skipif(
    not INTERPRETER and os.environ.get("BROWSER_TESTS") != "required",
    reason="FRAMEWORKS_PYTHON names no Python with keras and optax; run .ci/run",
)


def block(page: Path, name: str) -> str:
    (found,) = re.findall(rf'^``` *\{{ \.python title="{name}"[^\n]*\n(.*?)^```', page.read_text("utf-8"), re.M | re.S)
    return str(found)


@cache
def losses(name: str) -> list[float]:
    """Return the loss that a block leaves at each ε, and last at one ε that is converted, from a process of its own."""
    code = block(PAGES[1], name)
    converted = code.replace("eps)", "eps * K / (K - 1))")
    given = [LOGITS.tolist(), LABELS.tolist(), [*((code, epsilon) for epsilon in EPSILONS), (converted, CONVERTED)]]
    environment = os.environ | {"KERAS_BACKEND": "numpy", "JAX_PLATFORMS": "cpu"}
    command = [INTERPRETER, "-c", RUN]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, env=environment, check=True)
    return list(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("name", [*NAMES, "PyTorch"])
def test_both_languages_show_the_same_block(name: str) -> None:
    assert block(PAGES[0], name) == block(PAGES[1], name)


@needs_frameworks
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("epsilon", EPSILONS)
def test_the_block_gives_the_loss_that_divides_by_all_classes(name: str, epsilon: float) -> None:
    ours = cross_entropy(smooth_labels_b(LABELS, 7, epsilon), LOGITS).mean()
    assert losses(name)[EPSILONS.index(epsilon)] == pytest.approx(ours, rel=2e-6)


@needs_frameworks
@pytest.mark.parametrize("name", NAMES)
def test_with_the_converted_factor_it_gives_the_loss_that_divides_by_the_others(name: str) -> None:
    ours = cross_entropy(smooth_labels_a(LABELS, 7, CONVERTED), LOGITS).mean()
    assert "eps * K / (K - 1)" in PAGES[1].read_text("utf-8")
    assert pytest.approx(epsilon_a_to_b(CONVERTED, 7)) == CONVERTED * 7 / 6
    assert losses(name)[-1] == pytest.approx(ours, rel=2e-6)
