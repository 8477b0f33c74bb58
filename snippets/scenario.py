"""The given quantities of the example: the only place where its inputs are typed (the note’s own are in note.py)."""

from __future__ import annotations

from dataclasses import dataclass, field


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

    @property
    def num_classes(self) -> int:
        """The number of classes K, one logit each."""
        return len(self.logits)


SCENARIO = Scenario()
