"""Students that learn from the outputs of a teacher trained with smoothing, of one trained without, and from labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snippets.comparison import Difference, paired_difference
from snippets.datasets import LOADERS, Draw, draw
from snippets.experiment import batches_of, initial_weights
from snippets.experiment_comparisons import Judgement, Key, judged
from snippets.networks import logits_of, train
from snippets.scenario import Training
from snippets.softmax import softmax
from snippets.targets import one_hot

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Lesson:
    """What one seed came to: the logits of all inputs, and which of these the students learned from or are tested on.

    Both teachers come in the order of `factors`; the students’ first axis is the temperature.
    """

    teachers: Floats  # (2, N, K)
    students: Floats  # (temperatures, 2, N, K)
    from_labels: Floats  # (N, K)
    labels: NDArray[np.integer[Any]]
    learned: NDArray[np.integer[Any]]
    test: NDArray[np.integer[Any]]


def factors(training: Training) -> tuple[float, float]:
    """Return the smoothing factors of the two teachers."""
    return training.epsilons[0], training.epsilon_shown


@lru_cache(maxsize=4)
def lessons(training: Training) -> tuple[Lesson, ...]:
    """Train all teachers and students; whoever asks for the same in this process gets the same."""
    return tuple(lesson(training, seed) for seed in range(training.num_seeds))


def lesson(training: Training, seed: int) -> Lesson:
    """Train the teachers of one seed, then students on the first few of the images that these have learned."""
    data = LOADERS[training.dataset]()
    of_teacher, of_student = (draw(data, each, seed) for each in (training.teacher, training.student))
    teachers = teach(training, of_teacher)
    students, from_labels = distil(training, of_student, teachers)
    return Lesson(teachers, students, from_labels, data.labels, of_student.train, of_teacher.test)


def teach(training: Training, drawn: Draw) -> Floats:
    """Return the logits of both teachers, which learn from clean labels."""
    weights = initial_weights(drawn.layers, (2,))
    batches = ((inputs, targets[0]) for inputs, targets in batches_of(drawn, list(factors(training))))
    *_, trained = train(weights, batches, np.array(training.learning_rate), np.array(0.0), training.momentum)
    return logits_of(trained, drawn.inputs)


# --8<-- [start:distil]
def distil(training: Training, drawn: Draw, teachers: Floats) -> tuple[Floats, Floats]:
    """Train students on the outputs of teachers at several temperatures, and one on labels.

    Formula: y′ = softmax(z_teacher / T), and L = T² · CE(y′, softmax(z / T))

    Args:
        training: the temperatures T, and how students learn.
        drawn: what students learn from, and where they begin.
        teachers: logits of shape (teachers, N, K).

    Returns:
        Logits of the students, of shape (temperatures, teachers, N, K), and of the one taught by labels, (N, K).

    Source:
        Hinton, Vinyals & Dean, Distilling the Knowledge in a Neural Network (2015), section 2.

    >>> drawn = draw(LOADERS["digits"](), Training(stops=(1,)), seed=0)
    >>> students, from_labels = distil(Training(stops=(1,)), drawn, np.zeros((2, 1797, 10)))
    >>> students.shape, from_labels.shape
    ((4, 2, 1797, 10), (1797, 10))
    """
    temperatures = np.array(training.temperatures)[:, None, None, None]
    soft = softmax(teachers / temperatures)
    targets = np.concatenate([soft.reshape(-1, *soft.shape[2:]), one_hot(drawn.labels[:1], soft.shape[-1])])
    repeated = np.append(np.repeat(training.temperatures, len(teachers)), 1.0)[:, None, None]
    batches = ((drawn.inputs[positions], targets[:, positions]) for positions in drawn.batches)
    weights = initial_weights(drawn.layers, (len(targets),))
    rate, decay = np.array(training.learning_rate), np.array(0.0)
    *_, trained = train(weights, batches, rate, decay, training.momentum, repeated)
    logits = logits_of(trained, drawn.inputs)
    return logits[:-1].reshape(soft.shape), logits[-1]


# --8<-- [end:distil]


@dataclass(frozen=True)
class Accuracies:
    """The accuracy on the test set, seed by seed."""

    teachers: Floats  # (seeds, 2)
    students: Floats  # (seeds, temperatures, 2)
    from_labels: Floats  # (seeds,)


@lru_cache(maxsize=4)
def accuracies(training: Training) -> Accuracies:
    """Return how often teachers and students are right on images that none of them learned from."""

    def right(each: Lesson, logits: Floats) -> Floats:
        return np.asarray((logits[..., each.test, :].argmax(axis=-1) == each.labels[each.test]).mean(axis=-1))

    seeds = lessons(training)
    parts = ("teachers", "students", "from_labels")
    return Accuracies(*(np.stack([right(each, getattr(each, part)) for each in seeds]) for part in parts))


def teacher_confidence(training: Training) -> list[float]:
    """Return how sure each teacher is, on average, of the images that its students learn from."""
    sure = [softmax(each.teachers[:, each.learned]).max(axis=-1) for each in lessons(training)]
    return [float(mean) for mean in np.mean(sure, axis=(0, 2))]


@lru_cache(maxsize=4)
def distillation_judgements(training: Training) -> dict[Key, Judgement]:
    """Return every difference of the section on distillation, by what it is of."""
    found = accuracies(training)
    differences: dict[Key, Difference] = {("teachers",): paired_difference(found.teachers[:, 1], found.teachers[:, 0])}
    for place, temperature in enumerate(training.temperatures):
        plain, smoothed = found.students[:, place].T
        differences["students", temperature] = paired_difference(smoothed, plain)
        differences["plain", temperature] = paired_difference(plain, found.from_labels)
        differences["smoothed", temperature] = paired_difference(smoothed, found.from_labels)
    return judged(differences, training.confidence_level)
