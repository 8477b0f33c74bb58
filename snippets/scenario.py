"""The given quantities of the example: the only place where its inputs are typed (the note’s own are in note.py)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Training:
    """The networks of the training page: what they learn from, and how.

    >>> Training().epsilons[0]
    0.0
    """

    epsilons: tuple[float, ...] = (0.0, 0.05, 0.1, 0.2)  # The first is what the others are compared with.
    epsilon_shown: float = 0.1
    flipped_share: float = 0.2
    num_seeds: int = 10
    train_count: int = 600
    validation_count: int = 297
    hidden_units: int = 128
    epochs: int = 60
    batch_size: int = 60
    learning_rate: float = 0.1
    momentum: float = 0.9
    num_bins: int = 15


@dataclass(frozen=True)
class Scenario:
    """One image of a bird, four classes, and a model that is very sure of itself.

    >>> Scenario().num_classes
    4
    """

    class_names: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")}
    )
    label: int = 2
    epsilon: float = 0.1
    logits: tuple[float, ...] = (-1.5, 0.5, 5.0, -0.5)
    training: Training = field(default_factory=Training)

    @property
    def num_classes(self) -> int:
        """The number of classes K, one logit each."""
        return len(self.logits)


SCENARIO = Scenario()
