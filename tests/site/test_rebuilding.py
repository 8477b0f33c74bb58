"""A change of the scenario reaches every number that depends on it, in both languages, with no other edit."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.published import Site, build, copy_of_project

# What has nothing to do with ε: the model's side of the story, and the loss without smoothing. The whole softmax page
# is about the model; the whole audit is of the note, which had inputs of its own; the experiment tries several ε.
INDEPENDENT_PAGES = ("softmax", "audit", "training")
INDEPENDENT = {
    "label_smoothing": "num_classes class_names label label_name other_names logits p p_true p_others log_p"
    " log_p_true y terms_standard loss_standard lead_sum loss_standard_rounded_early",
    "gradient": "nudge gradient_standard gradient_standard_true smallest_nudge learning_rate step_count"
    " p_true_after_standard gaps",
    "loss_floor": "low_confidence high_confidence search_step large_scale loss_standard_enlarged",
    "conventions": "padding_name zoo_num_classes outside_label refusal",
    "numerics": "types other_name magnification softmax_bound errors_by_way exp_verdict log_softmax_offsets"
    " log_softmax_verdict versions float16_limit naive_by_shift losses_at_infinity most_digits",
}
# Roundings that depend on ε, of which a summary may come out the same.
SUMMARIES = {"numerics.weakest", "numerics.errors_of_zeros", "numerics.agreement", "numerics.margins"}


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site with ε = 0.2."""
    project = copy_of_project(tmp_path_factory.mktemp("rebuilt"))
    scenario = project / "snippets" / "scenario.py"
    text = scenario.read_text(encoding="utf-8")
    assert text.count("epsilon: float = 0.1") == 1
    scenario.write_text(text.replace("epsilon: float = 0.1", "epsilon: float = 0.2"), encoding="utf-8")
    return build(project, project.parent / "site")


def values(site: Site) -> dict[str, Any]:
    exported = json.loads((site.folder / "values.json").read_text(encoding="utf-8"))["values"]
    return {ref: value["value"] for ref, value in exported.items()}


def test_every_value_that_depends_on_epsilon_changes_and_no_other(site: Site, rebuilt: Site) -> None:
    before, after = values(site), values(rebuilt)
    unchanged = {ref for ref in before if before[ref] == after[ref]} - SUMMARIES
    independent = {f"{page}.{name}" for page, names in INDEPENDENT.items() for name in names.split()}
    independent |= {ref for ref in before if ref.partition(".")[0] in INDEPENDENT_PAGES}
    assert unchanged == independent


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "page", ["", "label-smoothing/", "gradient/", "conventions/", "loss-floor/", "numerics/", "mindspore/"]
)
def test_every_page_shows_the_new_values(page: str, language: str, site: Site, rebuilt: Site) -> None:
    before, after = values(site), values(rebuilt)
    changed = {ref for ref in before if before[ref] != after[ref]}
    old, new = (each.pages[language, page].values() for each in (site, rebuilt))
    assert [element.get("data-ref") for element in old] == [element.get("data-ref") for element in new]
    stale = {
        element.get("data-ref")
        for element, other in zip(old, new, strict=True)
        if element.get("data-ref") in changed and dict(element.attrib) == dict(other.attrib)
    }
    assert stale == set()


def test_the_notebook_runs_with_the_new_value(rebuilt: Site) -> None:
    for language in ("zh", "en"):
        [output] = [element for element in rebuilt.pages[language, "mindspore/"].outputs() if "Graph" in element]
        assert "1.116561" in output


def test_the_new_loss_is_the_one_of_the_closed_form(rebuilt: Site) -> None:
    # Standard loss plus ε/(K−1) times the leads of the true logit: 0.0165613084911 + (0.2/3)·16.5
    assert values(rebuilt)["label_smoothing.loss_smoothed"] == pytest.approx(0.0165613084911 + 1.1, abs=1e-12)
