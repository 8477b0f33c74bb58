"""A change of the scenario reaches every number that depends on it, in both languages, with no other edit."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.published import Site

# What has nothing to do with ε: the model's side of the story, and the loss without smoothing. The whole softmax page
# is about the model; the whole audit is of the note, which had inputs of its own; the experiment tries several ε; the
# state of the translations is of words.
INDEPENDENT_PAGES = ("softmax", "audit", "training", "translation_status")
INDEPENDENT = {
    "label_smoothing": "num_classes class_names label label_name other_names logits p p_true p_others log_p"
    " log_p_true y loss_standard lead_sum loss_standard_rounded_early",
    "gradient": "nudge gradient_standard gradient_standard_true smallest_nudge learning_rate step_count"
    " p_true_after_standard gaps",
    "best_output": "focusing uniform loss_focal loss_uniform entropy_p",
    "in_practice": "padding num_tokens num_positions rare_weight vocabulary spacing_bfloat16 distillation_sizes"
    " distillation_count teacher_epsilons teacher_accuracies teacher_gain teacher_confidences accuracy_from_labels"
    " students",
    "loss_calculator": "classes divisor loss guess all_right",
    "which_epsilon": "ambiguous by_epsilon epsilon_for_gap epsilon_for_price",
    "loss_floor": "low_confidence high_confidence search_step large_scale loss_standard_enlarged",
    "conventions": "padding_name zoo_num_classes outside_label refusal",
    "numerics": "types other_name magnification softmax_bound errors_by_way exp_verdict log_softmax_offsets"
    " log_softmax_verdict versions float16_limit naive_by_shift losses_at_infinity most_digits",
}
# Roundings that depend on ε, of which a summary may come out the same.
SUMMARIES = {
    "in_practice.on_bfloat16",
    "in_practice.missing_bfloat16",
    "numerics.weakest",
    "loss_floor.lowest_confidence",
    "numerics.errors_of_zeros",
    "numerics.agreement",
    "numerics.margins",
}


def values(site: Site) -> dict[str, Any]:
    exported = json.loads((site.folder / "values.json").read_text(encoding="utf-8"))["values"]
    return {ref: in_both_languages(value["value"]) for ref, value in exported.items()}


def in_both_languages(value: Any) -> Any:
    """Return a value without the words in the language that the changed project adds."""
    if isinstance(value, list):
        return [in_both_languages(item) for item in value]
    return {code: word for code, word in value.items() if code != "ja"} if isinstance(value, dict) else value


def test_every_value_that_depends_on_epsilon_changes_and_no_other(site: Site, changed: Site) -> None:
    before, after = values(site), values(changed)
    unchanged = {ref for ref in before if before[ref] == after[ref]} - SUMMARIES
    independent = {f"{page}.{name}" for page, names in INDEPENDENT.items() for name in names.split()}
    independent |= {ref for ref in before if ref.partition(".")[0] in INDEPENDENT_PAGES}
    assert unchanged == independent


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "page",
    ["", "label-smoothing/", "gradient/", "conventions/", "loss-floor/", "best-output/", "numerics/", "mindspore/"],
)
def test_every_page_shows_the_new_values(page: str, language: str, site: Site, changed: Site) -> None:
    before, after = values(site), values(changed)
    differing = {ref for ref in before if before[ref] != after[ref]}
    old, new = (
        {(element.get("data-ref"), str(dict(element.attrib))) for element in each.pages[language, page].values()}
        for each in (site, changed)
    )
    assert {ref for ref, _ in old} <= {ref for ref, _ in new}  # The table of confidences has a row for 1 − ε.
    assert {ref for ref, _ in old & new} & differing == set()


def test_the_notebook_runs_with_the_new_value(changed: Site) -> None:
    for language in ("zh", "en"):
        [output] = [element for element in changed.pages[language, "mindspore/"].outputs() if "Graph" in element]
        assert "0.56711" in output  # 0.0165613 + (0.1001/3)·16.5


def test_the_new_loss_is_the_one_of_the_closed_form(changed: Site) -> None:
    # Standard loss plus ε/(K−1) times the leads of the true logit: 0.0165613084911 + (0.1001/3)·16.5
    assert values(changed)["label_smoothing.loss_smoothed"] == pytest.approx(0.0165613084911 + 0.55055, abs=1e-12)
