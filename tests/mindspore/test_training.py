"""MindSpore's own layers, loss and optimiser take the same first steps as the networks in NumPy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from snippets import experiment
from snippets.mindspore_training import first_losses
from snippets.scenario import Training

TRAINING = Training()


@pytest.mark.parametrize("training", [TRAINING, TRAINING.second], ids=["digits", "tumours"])
def test_the_first_losses_agree(training: Training) -> None:
    # Each batch is scored before its step, so that all but the first depend on the steps before.
    assert first_losses(training, 10) == pytest.approx(experiment.first_losses(training, 10), rel=2e-5)


@pytest.mark.parametrize("epsilon", [0.0, 0.05, 0.2])
def test_they_agree_at_other_smoothing_factors(epsilon: float) -> None:
    training = replace(TRAINING, epsilon_shown=epsilon)
    assert first_losses(training, 4) == pytest.approx(experiment.first_losses(training, 4), rel=2e-6)


def test_the_smoothing_factor_and_momentum_matter() -> None:
    found = first_losses(TRAINING, 4)
    for other in (replace(TRAINING, epsilon_shown=0.09), replace(TRAINING, momentum=0.8)):
        assert first_losses(other, 4) != pytest.approx(found, rel=1e-4)
