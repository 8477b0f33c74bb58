"""What readers see of trained networks; run as a script, after training with every sum in another order."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np

from recompute.values.number_format import show
from snippets import experiment, experiment_distillation
from snippets.datasets import Dataset, Draw, draw
from snippets.pages import in_practice, training
from snippets.scenario import SCENARIO, Training
from tests.values.oracle import declared


def displays() -> dict[str, Any]:
    """Every value of the pages on which networks are trained, each number as it is shown."""
    functions = declared(training) | declared(in_practice)
    return {name: shown(function(SCENARIO), function.declaration.display) for name, function in functions.items()}


def shown(value: Any, display: Any) -> Any:
    if isinstance(value, dict):
        return value
    if isinstance(value, tuple):
        formats = [display] * len(value) if isinstance(display, str) else display
        return [shown(each, form) for each, form in zip(value, formats, strict=True)]
    if isinstance(value, list):
        return [shown(each, display) for each in value]
    return show(np.asarray(value).item(), display)


def shuffled(data: Dataset, training: Training, seed: int) -> Draw:
    """Return a draw with its inputs, its hidden units and the samples of each batch in another order.

    The networks are the same ones, but for the order in which a machine adds.
    """
    drawn, random = draw(data, training, seed), np.random.default_rng(1000 + seed)
    inputs, units = (random.permutation(size) for size in drawn.layers[0].shape)
    first, second = drawn.layers
    return replace(
        drawn,
        inputs=drawn.inputs[:, inputs],
        layers=(first[inputs][:, units], second[units]),
        batches=random.permuted(drawn.batches, axis=1),
    )


if __name__ == "__main__":
    experiment.draw = experiment_distillation.draw = shuffled  # type: ignore[attr-defined]
    sums = [
        experiment.run(SCENARIO.training).logits[0].sum(),
        experiment_distillation.lessons(SCENARIO.training)[0].students.sum(),
    ]
    print(json.dumps([displays(), sums]))
