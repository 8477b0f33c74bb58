"""The training page: its values are what the networks’ logits say."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import pytest

from recompute.values.plain_data import plain
from snippets.experiment_comparisons import judgements
from snippets.pages import training as page
from snippets.scenario import Scenario, Training
from snippets.wording import BASELINES
from tests.values import training_oracle as oracle
from tests.values.oracle import assert_same, declared
from tests.values.training_oracle import (
    ACCURACY,
    CONDITIONS,
    CONFIDENCE,
    EPSILONS,
    ERROR,
    GIVEN,
    KEYS,
    LABELS,
    NAMES,
    STOPS,
    TRAINING,
    judged_row,
    word,
)


def means(columns, metrics=range(4)):
    return [fmean(columns[metric]) for metric in metrics]


def sweep(flipped):
    return [(epsilon, *means(oracle.columns(TRAINING, flipped, k))) for k, epsilon in enumerate(EPSILONS)]


def differences(flipped):
    return [
        (NAMES[metric], epsilon, *judged_row(("digits", flipped, epsilon, metric), metric))
        for metric in KEYS[:4]
        for epsilon in EPSILONS[1:]
    ]


def gains():
    rows = []
    for stop in STOPS:
        keys = [("digits", f, 0.1, "accuracy") if stop == 200 else ("epochs", f, stop) for f in (False, True)]
        rows.append((stop, *judged_row(keys[0], "accuracy"), *judged_row(keys[1], "accuracy")))
    return rows


def baselines():
    rows = []
    for flipped in (False, True):
        named = {
            "不平滑，原样": oracle.columns(TRAINING, flipped, 0),
            "平滑，ε\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}0.1": oracle.columns(TRAINING, flipped, 6),
            **{BASELINES[name]["zh"]: scores for name, scores in oracle.ways(flipped).items()},
        }
        rows += [(LABELS[flipped]["zh"], name, *means(scores)) for name, scores in named.items()]
    return rows


def verdict_words(start):
    return [word(oracle.judgements()[(*start, metric)][2], metric) for metric in KEYS[:4]]


def lowest_points():
    rows = []
    for flipped in (False, True):
        errors = [fmean(oracle.columns(TRAINING, flipped, k)[ERROR]) for k in range(8)]
        best = min(range(8), key=errors.__getitem__)
        gap = oracle.judgements()["gap", flipped, 0.0][0]
        rows.append((LABELS[flipped], gap, errors[0], EPSILONS[best], errors[best]))
    return rows


def tempered():
    rows = []
    for condition in CONDITIONS:
        for k, epsilon in enumerate(EPSILONS):
            heat = fmean(oracle.temperature(*condition, k, seed) for seed in oracle.SEEDS)
            error = fmean(oracle.scaled_columns(*condition, k)[ERROR])
            rows.append((*(LABELS[flipped] for flipped in condition), epsilon, heat, error))
    return rows


def in_chinese(rows):
    return [tuple(cell["zh"] if isinstance(cell, dict) else cell for cell in row) for row in rows]


EXPECTED = {
    "sample_counts": lambda: [1797, 569],
    "split_sizes": lambda: [100, 100, 900],
    "layer_sizes": lambda: [64, 16, 10],
    "second_sizes": lambda: [30, 2, 369],
    "schedule": lambda: [200, 50, 400],
    "stops": lambda: list(STOPS),
    "descent": lambda: [0.1, 0.9, 0.01, 0.01],
    "epsilons": lambda: list(EPSILONS),
    "epsilon_shown": lambda: 0.1,
    "seed_count": lambda: 16,
    "network_count": lambda: 2 * 16 * 2 * 10,
    "flipped_share": lambda: 0.2,
    "bin_count": lambda: 15,
    "judged_count": lambda: 2 * (2 * 7 * 4 + 8 + 4 + 5 * 4 + 4) + 3 * 7 * 3,
    "confidence_level": lambda: 0.95,
    "wrong_by_chance": lambda: 247 / 20,
    "quantiles": lambda: [oracle.quantile(), oracle.quantile(1)],
    "fitted": lambda: [fmean(oracle.columns(TRAINING, flipped, 0, "train")[ACCURACY]) for flipped in (False, True)],
    "confidence_by_epsilon": lambda: [
        (
            epsilon,
            1 - epsilon,
            fmean(oracle.columns(TRAINING, False, k, "train")[CONFIDENCE]),
            fmean(oracle.columns(TRAINING, False, k)[CONFIDENCE]),
            fmean(oracle.columns(TRAINING, False, k)[ACCURACY]),
        )
        for k, epsilon in enumerate(EPSILONS)
    ],
    "lowest_points": lowest_points,
    "scores_clean": lambda: sweep(False),
    "scores_flipped": lambda: sweep(True),
    "differences_clean": lambda: differences(False),
    "differences_flipped": lambda: differences(True),
    "gain_by_epochs": gains,
    "baseline_answers": lambda: [
        (LABELS[flipped], BASELINES[name], *verdict_words(("baseline", flipped, name)))
        for flipped in (False, True)
        for name in oracle.ways(flipped)
    ],
    "head_to_head": lambda: [(LABELS[f], *verdict_words(("head_to_head", f))) for f in (False, True)],
    "calibration_errors": lambda: [
        [
            fmean(scores[ERROR])
            for scores in (
                oracle.columns(TRAINING, flipped, 0),
                oracle.scaled_columns(flipped, flipped, 0),
                oracle.columns(TRAINING, flipped, 6),
            )
        ]
        for flipped in (True, False)
    ],
    "tempered": tempered,
}
ELSEWHERE = {"baselines", "first_batch_losses", "error_by_chance", "answers", "second_answers", "tempered_answers"}


def test_every_value_has_an_oracle():
    assert declared(page).keys() == EXPECTED.keys() | ELSEWHERE


@pytest.mark.parametrize("name", EXPECTED)
def test_value_of_the_page(name):
    # A temperature found by searching the loss for its minimum is exact to half the digits.
    tolerance = 2e-6 if name in {"tempered", "calibration_errors"} else 1e-9
    assert_same(declared(page)[name](GIVEN), EXPECTED[name](), tolerance)


def test_every_judgement():
    found = judgements(TRAINING)
    assert found.keys() == oracle.judgements().keys()
    for key, (mean, half, verdict) in oracle.judgements().items():
        tolerance = 2e-6 if key[0] == "scaled" else 1e-9
        assert (found[key].mean, found[key].half_width) == pytest.approx((mean, half), abs=tolerance), key
        assert found[key].verdict == verdict, key


def test_baselines():
    assert_same(in_chinese(page.baselines(GIVEN)), baselines(), 1e-9)


def spelled_out(text):
    """Return the words for each smoothing factor that a line says: “worse from ε = 0.1 to 0.2; …”."""
    found = {}
    for part in text.replace("\xa0", " ").split("; "):
        if part.endswith(" at every ε"):
            return [part.removesuffix(" at every ε")] * 7
        words, _, factors = part.replace(" at ε = ", " from ε = ").partition(" from ε = ")
        first, _, last = factors.partition(" to ")
        for epsilon in EPSILONS:
            if float(first) <= epsilon <= float(last or first):
                assert epsilon not in found
                found[epsilon] = words
    return [found[epsilon] for epsilon in EPSILONS[1:]]


def expected_words(start, metric):
    return [word(oracle.judgements()[(*start, epsilon, metric)][2], metric)["en"] for epsilon in EPSILONS[1:]]


@pytest.mark.parametrize(("rows", "data"), [(page.answers, "digits"), (page.second_answers, "breast_cancer")])
def test_answers_say_the_verdict_on_every_factor(rows, data):
    for (name, *texts), metric in zip(rows(GIVEN), KEYS[:4], strict=True):
        assert name == NAMES[metric]
        for text, flipped in zip(texts, (False, True), strict=True):
            assert spelled_out(text["en"]) == expected_words((data, flipped), metric)


def test_answers_after_scaling_say_the_verdict_on_every_factor():
    for (*labels, loss, brier, error), condition in zip(page.tempered_answers(GIVEN), CONDITIONS, strict=True):
        assert labels == [LABELS[flipped] for flipped in condition]
        for text, metric in zip((loss, brier, error), KEYS[1:4], strict=True):
            assert spelled_out(text["en"]) == expected_words(("scaled", *condition), metric)


@pytest.mark.parametrize("name", declared(page))
def test_values_of_another_training(name):
    small = Training(
        epsilons=(0.0, 0.3), epsilon_shown=0.3, flipped_share=0.5, num_seeds=2, stops=(1, 2), hidden_units=4, num_bins=5
    )
    assert plain(declared(page)[name](Scenario(training=small))) is not None  # It can be quoted.


def test_the_page_is_about_other_data_than_the_scenario():
    other = replace(GIVEN, label=0, epsilon=0.7, logits=(1.0, 2.0, 3.0))
    assert all(str(function(GIVEN)) == str(function(other)) for function in declared(page).values())
