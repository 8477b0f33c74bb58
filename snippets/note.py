"""The note that this site grew from: its inputs and its hand-rounded figures, quoted as it printed them.

These are quotations. They stay as they are when `snippets/scenario.py` changes, and so does what is checked of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from snippets.scenario import Scenario

Text = dict[str, str]

INPUTS = Scenario(
    class_names={"zh": ("猫", "狗", "鸟", "鱼"), "en": ("cat", "dog", "bird", "fish")},
    label=2,
    epsilon=0.1,
    logits=(-1.5, 0.5, 5.0, -0.5),
)

# Where a figure stands: the parts of the two paths by the note's own numbers, then the parts of its last section.
A1, A3, B1, B2, B3 = ({"zh": part, "en": part} for part in ("A1", "A3", "B1", "B2", "B3"))
TABLE = {"zh": "对比表", "en": "table"}
REASONS = {"zh": "原因", "en": "reasons"}
EFFECT = {"zh": "效果", "en": "effect"}


@dataclass(frozen=True)
class Figure:
    """One figure as the note printed it, the quantity that it stands for, and every part that uses it.

    >>> Figure("98.4%", "p", 2, (A1,)).text
    '98.4%'
    """

    text: str
    quantity: str
    index: int  # The class, for a quantity that has one value a class; else 0.
    places: tuple[Text, ...]


# Each figure once for each quantity and each way of writing it, in the order of the note.
FIGURES = (
    Figure("0.0015", "p", 0, (A1, A3, B1, B3)),
    Figure("0.0109", "p", 1, (A1, A3, B1, B3)),
    Figure("0.9836", "p", 2, (A1, A3, B1, B3)),
    Figure("0.0040", "p", 3, (A1, A3, B1, B3)),
    Figure("98.4%", "p", 2, (A1, REASONS, EFFECT)),
    Figure("0.98", "p", 2, (TABLE,)),
    Figure("1", "p", 2, (REASONS,)),
    Figure("0.9", "on_value", 0, (B2, B3, TABLE)),
    Figure("90%", "on_value", 0, (B2, REASONS)),
    Figure("0.0333", "off_value", 0, (B2, B3)),
    Figure("3.3%", "off_value", 0, (B2,)),
    Figure("3.33%", "off_value", 0, (REASONS,)),
    Figure("0.03", "off_value", 0, (TABLE,)),
    Figure("−6.5", "log_p", 0, (B3,)),
    Figure("−4.52", "log_p", 1, (B3,)),
    Figure("−0.0165", "log_p", 2, (A3, B3)),
    Figure("−5.52", "log_p", 3, (B3,)),
    Figure("−0.216", "term", 0, (B3,)),
    Figure("−0.151", "term", 1, (B3,)),
    Figure("−0.015", "term", 2, (B3,)),
    Figure("−0.184", "term", 3, (B3,)),
    Figure("−0.566", "sum", 0, (B3,)),
    Figure("0.0165", "loss_standard", 0, (A3, TABLE)),
    Figure("0.566", "loss_smoothed", 0, (B3, TABLE)),
)
