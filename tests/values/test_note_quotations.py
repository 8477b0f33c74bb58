"""The page of the original note quotes the figures that are checked: those of the data file are those of the audit."""

from __future__ import annotations

from pathlib import Path

import yaml

from snippets.note import FIGURES, INPUTS

ROOT = Path(__file__).resolve().parents[2]
QUOTED = {
    name: figure["value"]
    for name, figure in yaml.safe_load((ROOT / "docs/references.yml").read_text("utf-8"))["notes"]["note"][
        "figures"
    ].items()
}
GIVEN = {"classes", "label", "epsilon", "z_0", "z_1", "z_2", "z_3"}
BY_NAME = {"p": "p_{}", "log_p": "log_p_{}", "term": "term_{}"}


def test_the_inputs_quoted_are_those_that_the_audit_computes_with() -> None:
    numbers = {name: float(QUOTED[name].replace("−", "-")) for name in GIVEN}
    assert numbers["classes"] == INPUTS.num_classes
    assert numbers["label"] == INPUTS.label
    assert numbers["epsilon"] == INPUTS.epsilon
    assert [numbers[f"z_{k}"] for k in range(4)] == list(INPUTS.logits)


def test_each_figure_quoted_is_one_that_the_audit_judges() -> None:
    judged = {figure.text for figure in FIGURES}
    assert {name: text for name, text in QUOTED.items() if name not in GIVEN and text not in judged} == {}


def test_each_figure_that_the_audit_judges_is_quoted() -> None:
    assert {figure.text for figure in FIGURES} - set(QUOTED.values()) == set()


def test_figures_by_class_have_the_names_of_their_classes() -> None:
    for figure in FIGURES:
        name = BY_NAME.get(figure.quantity, "").format(figure.index)
        if name in QUOTED and figure.text.lstrip("−").count(".") and "%" not in figure.text and figure.text != "0.98":
            assert QUOTED[name] == figure.text, name
