"""The scenario with one input changed at a time, by far more than any display rounds away."""

from __future__ import annotations

from dataclasses import replace

from snippets.scenario import SCENARIO

Z = SCENARIO.logits
EPSILON = replace(SCENARIO, epsilon=0.17)
LABEL = replace(SCENARIO, label=1)
LOGIT_0 = replace(SCENARIO, logits=(-0.3, *Z[1:]))
LOGIT_1 = replace(SCENARIO, logits=(*Z[:1], 1.7, *Z[2:]))
LOGIT_2 = replace(SCENARIO, logits=(*Z[:2], 3.9, *Z[3:]))
LOGIT_3 = replace(SCENARIO, logits=(*Z[:3], 0.8))
STEP_SIZE = replace(SCENARIO, step_size=0.7)
CLASS_NAMES = replace(SCENARIO, class_names={"zh": ("牛", "羊", "马", "鹿"), "en": ("cow", "sheep", "horse", "deer")})
NUM_CLASSES = replace(
    SCENARIO,
    logits=(*Z, -2.25),
    class_names={"zh": ("猫", "狗", "鸟", "鱼", "龟"), "en": ("cat", "dog", "bird", "fish", "turtle")},
)
