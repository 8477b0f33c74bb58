"""The given quantities of the example: the only place where its inputs are typed (the note’s own are in note.py)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Training:
    """The networks of the training page: what they learn from, and how.

    >>> Training().epsilons[0], Training().epochs
    (0.0, 200)
    """

    dataset: str = "digits"
    standardised: bool = False  # The pixels of digits share one scale.
    flipped_share: float = 0.2
    train_count: int = 100
    validation_count: int = 100
    test_count: int = 900  # Or as many as there are.
    num_seeds: int = 16
    hidden_units: int = 16
    epsilons: tuple[float, ...] = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)  # The first is the baseline.
    epsilon_shown: float = 0.1
    stops: tuple[int, ...] = (10, 20, 50, 100, 200)  # Epochs after which networks are scored.
    batch_size: int = 50
    learning_rate: float = 0.1
    momentum: float = 0.9
    smaller_rate: float = 0.01  # Of a network without smoothing.
    weight_decay: float = 0.01  # Of another one.
    num_bins: int = 15
    confidence_level: float = 0.95  # Of all intervals of a page together.
    teacher_count: int = 797  # Distillation: what a teacher learns from, and how; students learn as the networks above.
    teacher_units: int = 64
    teacher_epochs: int = 50
    student_units: int = 32
    temperatures: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0)

    @property
    def epochs(self) -> int:
        """How many epochs the training takes."""
        return self.stops[-1]

    @property
    def second(self) -> Training:
        """The same training on the second data set."""
        return replace(self, dataset="breast_cancer", standardised=True)

    @property
    def teacher(self) -> Training:
        """The training of a teacher, which is larger and learns from more."""
        count, units, stops = self.teacher_count, self.teacher_units, (self.teacher_epochs,)
        return replace(self, train_count=count, hidden_units=units, stops=stops)

    @property
    def student(self) -> Training:
        """The training of a student."""
        return replace(self, hidden_units=self.student_units)


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
    step_size: float = 1.0  # of the gradient steps on the page about the gradient
    log_classes: int = 10  # of a reader’s own log: K
    log_divisor: int = 0  # what is taken from K before ε is divided by it, 0 or 1
    log_loss: float = 0.6  # the loss that it shows
    training: Training = field(default_factory=Training)

    @property
    def num_classes(self) -> int:
        """The number of classes K, one logit each."""
        return len(self.logits)

    def with_num_classes(self, num_classes: int) -> Scenario:
        """Return the same image among fewer or more classes.

        Of fewer classes, the last ones but the true one are left out; more classes are like the last, and share its
        logit and its name.

        >>> Scenario().with_num_classes(2).logits, Scenario().with_num_classes(5).class_names["en"]
        ((-1.5, 5.0), ('cat', 'dog', 'bird', 'fish', 'fish 5'))
        """
        if num_classes < 2:
            raise ValueError(f"num_classes must be an integer of at least 2, got {num_classes!r}")
        others = [k for k in range(self.num_classes) if k != self.label]
        kept = sorted([self.label, *others[: num_classes - 1]])
        places = kept + others[-1:] * (num_classes - len(kept))
        return replace(
            self,
            class_names={language: _named(names, places) for language, names in self.class_names.items()},
            label=kept.index(self.label),
            logits=tuple(self.logits[place] for place in places),
        )


def _named(names: tuple[str, ...], places: list[int]) -> tuple[str, ...]:
    """Return the names at some places; one that comes again takes the number of its class."""
    found = [names[place] for place in places]
    return tuple(name if name not in found[:k] else f"{name} {k + 1}" for k, name in enumerate(found))


SCENARIO = Scenario()
