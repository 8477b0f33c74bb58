"""What the page on the best output quotes: the smoothed posterior, the way back, and the relatives of smoothing."""

# The declared descriptions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recompute import value
from snippets.gradients import cross_entropy_gradient
from snippets.losses import cross_entropy, entropy
from snippets.penalties import confidence_penalty, confidence_penalty_gradient, focal_gradient, focal_loss
from snippets.posteriors import sharing_equally, smoothed_posterior, unsmooth
from snippets.scenario import Scenario
from snippets.softmax import softmax
from snippets.targets import one_hot, smooth_labels_a

Vector = NDArray[np.float64]

SHARES = (0.5, 0.7, 0.9, 0.99, 1.0)  # of the most frequent class among inputs that look the same
PROBABILITIES = (0.25, 0.5, 0.9, 0.95, 0.99, 0.999)  # of the true class, at which gradients are compared
FOCUSING = 2.0  # γ of the focal loss


def _p(scenario: Scenario) -> Vector:
    return np.asarray(softmax(np.array(scenario.logits)))


def best_confidence(scenario: Scenario, share: Vector | float) -> Vector:
    """Return the best probability of a class that has a share, the others sharing the rest equally."""
    posterior = sharing_equally(share, scenario.num_classes)
    return np.asarray(smoothed_posterior(posterior, scenario.epsilon))[..., 0]


@value(
    ("", ".4f", ".4f", ".4f"),
    zh="把例子的 p 当作后验：名称、后验 q、最好的输出 p*、p* 减 q。",
    en="With the example’s p as the posterior: name, posterior q, best output p*, p* less q.",
)
def best_by_class(scenario: Scenario) -> list[tuple[object, ...]]:
    names = [{lang: each[k] for lang, each in scenario.class_names.items()} for k in range(scenario.num_classes)]
    q = _p(scenario)
    best = np.asarray(smoothed_posterior(q, scenario.epsilon))
    return list(zip(names, q, best, best - q, strict=True))


@value("g", zh="均匀的后验 1/K，平滑不改动它。", en="The uniform posterior 1/K, which smoothing leaves as it is.")
def uniform(scenario: Scenario) -> float:
    return 1.0 / scenario.num_classes


@value(".4f", zh="最好的输出随后验变化的斜率 1−ε−ε/(K−1)。", en="The slope of the best output, 1−ε−ε/(K−1).")
def slope(scenario: Scenario) -> float:
    return 1.0 - scenario.epsilon - scenario.epsilon / (scenario.num_classes - 1)


@value(
    (".2f", ".4f", ".4f", ".4f"),
    finite=False,
    zh="最常见类别的后验 q、最好的置信度 p*、p* 减 q、把 p* 换回 q 所需的温度。",
    en="The most frequent class’s posterior q, the best confidence p*, p* less q, the temperature that makes q of p*.",
)
def best_by_share(scenario: Scenario) -> list[tuple[float, ...]]:
    rows: list[tuple[float, ...]] = []
    for share in SHARES:
        best = float(best_confidence(scenario, share))
        rows.append((share, best, best - share, _temperature(best, share, scenario.num_classes)))
    return rows


def _temperature(confidence: float, share: float, num_classes: int) -> float:
    """Return the temperature that turns one confidence into the other, where the other classes share equally."""
    if share == 1:
        return 0.0 if confidence < 1 else 1.0
    leads = [np.log(each * (num_classes - 1) / (1 - each)) for each in (confidence, share)]
    return float(leads[0] / leads[1])


@value(".4f", zh="例子的输出还原出的后验。", en="The posterior that the output of the example is undone to.")
def unsmoothed(scenario: Scenario) -> Vector:
    return np.asarray(unsmooth(_p(scenario), scenario.epsilon))


@value(".4f", zh="例子的输出还原后，真实类别的 q。", en="The true class’s q, undone from the output of the example.")
def unsmoothed_true(scenario: Scenario) -> float:
    return float(unsmoothed(scenario)[scenario.label])


@value(".4f", zh="均匀分布对预测的交叉熵。", en="The cross-entropy of the uniform distribution and the prediction.")
def loss_uniform(scenario: Scenario) -> float:
    return float(cross_entropy(np.full(scenario.num_classes, uniform(scenario)), np.array(scenario.logits)))


@value("g", zh="标准损失在混合里的权重 1−ε。", en="The weight of the standard loss in the mixture, 1−ε.")
def weight_standard(scenario: Scenario) -> float:
    return 1.0 - scenario.epsilon


@value("g", zh="置信度惩罚的权重 β，取 ε。", en="The weight β of the confidence penalty, which is ε.")
def penalty_weight(scenario: Scenario) -> float:
    return scenario.epsilon


@value("g", zh="focal loss 的指数 γ。", en="The exponent γ of the focal loss.")
def focusing(scenario: Scenario) -> float:
    return FOCUSING


@value(".4f", zh="预测的熵 H(p)。", en="The entropy H(p) of the prediction.")
def entropy_p(scenario: Scenario) -> float:
    return float(entropy(_p(scenario)))


@value(".4f", zh="例子的置信度惩罚损失。", en="The example’s loss with the confidence penalty.")
def loss_penalty(scenario: Scenario) -> float:
    return float(confidence_penalty(scenario.label, np.array(scenario.logits), penalty_weight(scenario)))


@value(".2e", zh="例子的 focal loss。", en="The example’s focal loss.")
def loss_focal(scenario: Scenario) -> float:
    return float(focal_loss(scenario.label, np.array(scenario.logits), FOCUSING))


def gradients_at(scenario: Scenario, probabilities: Vector) -> dict[str, Vector]:
    """Return each loss’s gradient on the true logit, by name, the other classes sharing the rest equally."""
    num_classes = scenario.num_classes
    logits = np.log(sharing_equally(probabilities, num_classes))
    standard, smoothed = one_hot(0, num_classes), smooth_labels_a(0, num_classes, scenario.epsilon)
    gradients = {
        "standard": cross_entropy_gradient(standard, logits),
        "smoothed": cross_entropy_gradient(smoothed, logits),
        "penalty": confidence_penalty_gradient(0, logits, penalty_weight(scenario)),
        "focal": focal_gradient(0, logits, FOCUSING),
    }
    return {name: np.asarray(gradient)[..., 0] for name, gradient in gradients.items()}


@value(
    (".3f", ".4f", ".4f", ".4f", ".1e"),
    zh="真实类别的概率，以及标准、平滑、置信度惩罚、focal 四种损失在它的 logit 上的梯度。",
    en="The true class’s probability; the gradient on its logit, standard, smoothed, with penalty, focal.",
)
def gradients_by_probability(scenario: Scenario) -> list[tuple[float, ...]]:
    gradients = gradients_at(scenario, np.array(PROBABILITIES)).values()
    return list(zip(PROBABILITIES, *gradients, strict=True))


@value(
    ".5f",
    zh="置信度惩罚不再推高真实类别的概率。",
    en="The true class’s probability at which the confidence penalty stops pushing it up.",
)
def turn_penalty(scenario: Scenario) -> float:
    low, high = 0.5, 1.0  # At 1 the gradient is 0; it is positive before that where there is a turn.
    for _ in range(60):
        middle = (low + high) / 2
        pushes_up = middle < 1 and gradients_at(scenario, np.array([middle]))["penalty"][0] < 0
        low, high = (middle, high) if pushes_up else (low, middle)
    return high
