"""Pages with controls, and what other programs learn of the numbers, the claims and the controls."""

from __future__ import annotations

import gzip
import json
from typing import Any

import jsonschema
import pytest

from snippets.scenario import SCENARIO
from tests.published import FOLDERS, Site

PAGES = {
    "index": {"epsilon": (0.0, 0.3)},
    "label-smoothing": {"epsilon": (0.0, 0.5), "confidence": (0.2, 1.6)},
    "loss-floor": {"epsilon": (0.0, 0.5), "K": (2, 10)},
    "gradient": {"epsilon": (0.0, 0.5), "step": (0.25, 2.0)},
    "loss-calculator": {"K": (2, 50000), "epsilon": (0.0, 0.3), "minus": (0, 1), "loss": (0.0, 2.5)},
    "best-output": {"epsilon": (0.0, 0.5), "confidence": (0.2, 1.6)},
}
LARGEST = 120_000  # bytes, compressed


def data(site: Site, path: str = "values.json") -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((site.folder / path).read_text(encoding="utf-8"))
    return loaded


def test_these_pages_alone_have_controls_in_both_languages(site: Site) -> None:
    for page in site.pages.values():
        elements = page.article.xpath(".//*[@data-controls]")
        name = page.address.strip("/") or "index"
        assert bool(elements) == (name in PAGES), page.address
        for element in elements:
            grid = (page.file.parent / element.get("data-grid")).resolve()
            assert grid == (site.folder / f"whatif/{name}.{page.language}.js").resolve()
            assert grid.is_file()


def test_a_control_has_the_colour_of_the_symbol_that_it_sets_in_both_languages(site: Site) -> None:
    symbols = {
        (page.address, page.language): {each["name"]: each["symbol"] for each in json.loads(element)["controls"]}
        for page in site.pages.values()
        for element in page.article.xpath(".//@data-controls")
    }
    for (address, _), found in symbols.items():
        assert found == symbols[address, "zh"]
        assert found == {name: "epsilon" if name == "epsilon" else "" for name in found}


def test_probabilities_that_would_be_rounded_to_nothing_are_shown_by_a_bound(site: Site) -> None:
    for code in FOLDERS:
        script = (site.folder / f"whatif/label-smoothing.{code}.js").read_text(encoding="utf-8").strip()
        grid = json.loads(script.removeprefix("whatIf(").removesuffix(")"))
        texts = [text for n in grid["slots"]["label_smoothing.p[0]"] for text in grid["series"][n][1].split("\n")]
        assert {"<0.001", "<0.0001"} <= set(texts)  # softmax of 1.6 z: the least is exp(−10.4) = 0.00003.
        assert not [text for text in texts if float(text.strip("<>%")) == 0]


@pytest.mark.parametrize("page", PAGES)
def test_a_grid_is_small(page: str, site: Site) -> None:
    for code in FOLDERS:
        grid = (site.folder / f"whatif/{page}.{code}.js").read_bytes()
        assert len(gzip.compress(grid)) <= LARGEST


@pytest.mark.parametrize("page", PAGES)
def test_controls_run_where_they_are_said_to_and_start_at_the_scenario(page: str, site: Site) -> None:
    controls = data(site)["controls"][page.replace("-", "_")]["controls"]
    assert {each["name"]: (each["values"][0], each["values"][-1]) for each in controls} == PAGES[page]
    starts = {each["name"]: each["values"][each["start"]] for each in controls}
    given = {
        "epsilon": SCENARIO.epsilon,
        "confidence": 1.0,
        "K": SCENARIO.num_classes,
        "step": SCENARIO.step_size,
        "minus": 0,
        "loss": 0.6,
    }
    if page == "loss-calculator":  # Its K is that of a reader’s log.
        given["K"] = SCENARIO.log_classes
    assert starts == {name: given[name] for name in starts}


def test_the_data_are_what_their_schema_says(site: Site) -> None:
    schema = data(site, "values.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    parts = [path.relative_to(site.folder).as_posix() for path in (site.folder / "values").rglob("*.json")]
    assert parts
    for path in ["values.json", *parts]:
        validator.validate(data(site, path))


@pytest.mark.parametrize("wrong", ["values", "claims", "controls"])
def test_the_schema_refuses_what_lacks_something(wrong: str, site: Site) -> None:
    validator = jsonschema.Draft202012Validator(data(site, "values.schema.json"))
    whole = data(site)
    for key in list(next(iter(whole[wrong].values()))):
        broken = json.loads(json.dumps(whole))
        entry = next(iter(broken[wrong].values()))
        del entry[key]
        if key != "checks":  # Not every value has any.
            assert not validator.is_valid(broken), key
