"""What the page on digits shows of formulas that break: overflow, underflow, infinite logits, early rounding."""

from __future__ import annotations

import numpy as np

from snippets.checks import Floats
from snippets.losses import cross_entropy
from snippets.naive import naive_cross_entropy, naive_softmax
from snippets.pages._comparison import TYPES, Rows, other_class
from snippets.scenario import Scenario
from snippets.softmax import log_softmax, softmax
from snippets.targets import one_hot, smooth_labels_a


def sharp(scenario: Scenario) -> Floats:
    """Return the one-hot target."""
    return one_hot(scenario.label, scenario.num_classes)


def smooth(scenario: Scenario) -> Floats:
    """Return the smoothed target."""
    return smooth_labels_a(scenario.label, scenario.num_classes, scenario.epsilon)


def impossible(scenario: Scenario) -> list[float]:
    """Return the logits with one of the other classes ruled out."""
    return [-np.inf if k == other_class(scenario) else z for k, z in enumerate(scenario.logits)]


def probabilities_after(shift: float, scenario: Scenario) -> tuple[float, ...]:
    """Return the true class's probability by the letter in each type, then in float32 by ways that do not overflow."""
    from snippets.mindspore_precision import mindspore_softmax

    z = np.array(scenario.logits) + shift
    ways = [naive_softmax(z.astype(dtype)) for dtype in TYPES.values()]
    ways += [softmax(z.astype(np.float32)), mindspore_softmax(z.tolist())]
    return tuple(float(p[scenario.label]) for p in ways)


def losses_after(scale: float, scenario: Scenario) -> tuple[float, ...]:
    """Return losses in float32: standard via p, in MindSpore and ours; smoothed by way of p and ours."""
    from snippets.mindspore_runs import run_builtin

    z = np.array(scenario.logits, np.float32) * np.float32(scale)
    built_in = run_builtin(scenario.label, z.tolist()).loss
    one, other = (targets(scenario).astype(np.float32) for targets in (sharp, smooth))
    naive, ours = ([float(loss(y, z)) for y in (one, other)] for loss in (naive_cross_entropy, cross_entropy))
    return naive[0], built_in, ours[0], naive[1], ours[1]


def losses_of_the_impossible(scenario: Scenario) -> Rows:
    """Return, for either target, the loss by the letter, ours, and MindSpore's with a vector and with a label."""
    from snippets.mindspore_runs import run_builtin, run_builtin_dense

    z, rows = impossible(scenario), []
    names = {"zh": "独热", "en": "one-hot"}, {"zh": "平滑", "en": "smoothed"}
    for name, targets, epsilon in zip(names, (sharp, smooth), (0.0, scenario.epsilon), strict=True):
        y = targets(scenario)
        ours = (float(loss(y, z)) for loss in (naive_cross_entropy, cross_entropy))
        rows.append((name, *ours, run_builtin_dense(y, z).loss, run_builtin(scenario.label, z, epsilon).loss))
    return rows


def consequences_of_rounding(scenario: Scenario, decimals: int) -> Rows:
    """Return, for each class, p, p rounded, the relative error of that, and how much it changes the smoothed loss."""
    known = [
        {language: each[k] for language, each in scenario.class_names.items()} for k in range(scenario.num_classes)
    ]
    p, log_p = softmax(scenario.logits), log_softmax(scenario.logits)
    short = np.round(p, decimals)
    with np.errstate(divide="ignore"):
        changes = smooth(scenario) * (log_p - np.log(short))
    return list(zip(known, p, short, abs(short - p) / p, changes, strict=True))
