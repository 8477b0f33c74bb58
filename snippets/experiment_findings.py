"""What the judgements of the experiment come to, as rows of tables and as verdicts in one line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from snippets.calibration import error_if_calibrated
from snippets.experiment import FLIPPED_OR_NOT, logits_in, scaled_scores, scales
from snippets.experiment_comparisons import (
    BASELINES,
    CONDITIONS,
    JUDGED,
    SCALED,
    Key,
    baseline,
    final,
    judgement,
)
from snippets.scenario import Training
from snippets.softmax import softmax
from snippets.wording import BASELINES as BASELINE_NAMES
from snippets.wording import LABELS, NAMES, WORDS, Text, in_short, in_words

Rows = list[tuple[Any, ...]]


def sweep(training: Training, flipped: bool) -> Rows:
    """Return a row for each smoothing factor: the means of the scores at the end."""
    found = [(epsilon, final(training, flipped, place)) for place, epsilon in enumerate(training.epsilons)]
    return [(epsilon, *(scores[metric].mean() for metric in JUDGED)) for epsilon, scores in found]


def differences(training: Training, flipped: bool) -> Rows:
    """Return a row for each metric and smoothing factor: difference, half the width of its interval, verdict."""
    return [
        (NAMES[metric], epsilon, each.mean, each.half_width, in_words(each.verdict, WORDS[metric]))
        for metric in JUDGED
        for epsilon in training.epsilons[1:]
        for each in [judgement(training, training.dataset, flipped, epsilon, metric)]
    ]


def answer(training: Training, start: Key, metric: str) -> Text:
    """Return the verdicts on all smoothing factors in one line; their keys begin in the same way."""
    verdicts = {epsilon: judgement(training, *start, epsilon, metric).verdict for epsilon in training.epsilons[1:]}
    return in_short(verdicts, WORDS[metric])


def answers(training: Training, dataset: str) -> Rows:
    """Return a row for each metric: the verdicts with clean and with flipped labels."""
    return [
        (NAMES[metric], *(answer(training, (dataset, flipped), metric) for flipped in FLIPPED_OR_NOT))
        for metric in JUDGED
    ]


def lowest_points(training: Training) -> Rows:
    """Return, for each kind of labels, where the calibration error is lowest, beside the gap and the error at ε = 0."""
    rows: Rows = []
    for flipped in FLIPPED_OR_NOT:
        errors = [float(row[-1]) for row in sweep(training, flipped)]
        lowest = int(np.argmin(errors))
        gap = judgement(training, "gap", flipped, training.epsilons[0]).mean
        rows.append((LABELS[flipped], gap, errors[0], training.epsilons[lowest], errors[lowest]))
    return rows


def by_epochs(training: Training) -> Rows:
    """Return a row for each stop: what the smoothing shown adds to accuracy with clean and with flipped labels."""
    rows: Rows = []
    for stop in training.stops:
        row: list[Any] = [stop]
        for flipped in FLIPPED_OR_NOT:
            gain = judgement(training, *gain_key(training, flipped, stop))
            row += [gain.mean, gain.half_width, in_words(gain.verdict, WORDS["accuracy"])]
        rows.append(tuple(row))
    return rows


def gain_key(training: Training, flipped: bool, stop: int) -> Key:
    """Return under which key the gain in accuracy after so many epochs is judged."""
    at_the_end = (training.dataset, flipped, training.epsilon_shown, "accuracy")
    return at_the_end if stop == training.stops[-1] else ("epochs", flipped, stop)


def baseline_scores(training: Training, flipped: bool) -> Rows:
    """Return a row for plain training, the smoothing shown, and each other way: the means of the scores."""
    shown = training.epsilons.index(training.epsilon_shown)
    plain: Text = {"zh": "不平滑，原样", "en": "no smoothing, plain"}
    equation = f"ε = {training.epsilon_shown:g}".replace(" ", "\N{NO-BREAK SPACE}")  # A cell breaks elsewhere.
    fixed: Text = {"zh": f"平滑，{equation}", "en": f"smoothing, {equation}"}
    rows = [(plain, final(training, flipped, 0)), (fixed, final(training, flipped, shown))]
    rows += [(BASELINE_NAMES[name], baseline(training, flipped, name)) for name in BASELINES]
    return [(LABELS[flipped], name, *(scores[metric].mean() for metric in JUDGED)) for name, scores in rows]


def baseline_answers(training: Training, flipped: bool) -> Rows:
    """Return a row for each way but the plain one: the verdicts against that, metric by metric."""
    return [
        (LABELS[flipped], BASELINE_NAMES[name], *_verdicts(training, ("baseline", flipped, name), JUDGED))
        for name in BASELINES
    ]


def head_to_head(training: Training) -> Rows:
    """Return a row for each kind of labels: the verdicts on tuned smoothing against tuned training without it."""
    return [(LABELS[flipped], *_verdicts(training, ("head_to_head", flipped), JUDGED)) for flipped in FLIPPED_OR_NOT]


def _verdicts(training: Training, start: Key, metrics: Iterable[str]) -> list[Text]:
    return [in_words(judgement(training, *start, metric).verdict, WORDS[metric]) for metric in metrics]


def scaled(training: Training) -> Rows:
    """Return a row for each condition and smoothing factor: mean temperature and calibration error."""
    rows: Rows = []
    for condition in CONDITIONS:
        for place, epsilon in enumerate(training.epsilons):
            scores = scaled_scores(training, *condition, place)
            with np.errstate(divide="ignore"):  # Where logits are best thrown away, the temperature is infinite.
                temperature = (1 / scales(training, *condition, place)).mean()
            error = scores["calibration_error"].mean()
            rows.append((*(LABELS[flipped] for flipped in condition), epsilon, temperature, error))
    return rows


def scaled_answers(training: Training) -> Rows:
    """Return a row for each condition: the verdicts on the scores after scaling."""
    rows: Rows = []
    for condition in CONDITIONS:
        verdicts = (answer(training, ("scaled", *condition), metric) for metric in SCALED)
        rows.append((*(LABELS[flipped] for flipped in condition), *verdicts))
    return rows


def calibration_errors(training: Training) -> list[list[float]]:
    """Return the calibration errors of plain, scaled and smoothed networks: a row for flipped, one for clean labels."""
    shown = training.epsilons.index(training.epsilon_shown)
    found = [
        (final(training, flipped, 0), scaled_scores(training, flipped, flipped, 0), final(training, flipped, shown))
        for flipped in (True, False)
    ]
    return [[float(scores["calibration_error"].mean()) for scores in row] for row in found]


def error_by_chance(training: Training, repeats: int) -> float:
    """Return the calibration error that is left on average if each confidence is the chance to be right."""
    random = np.random.default_rng(0)
    confidence = softmax(logits_in(training, "test", False, 0)).max(axis=-1)
    return float(np.mean([error_if_calibrated(sure, training.num_bins, repeats, random) for sure in confidence]))
