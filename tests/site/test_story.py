"""What the pages tell, against figures worked out elsewhere to fifty digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.published import Site

# The digits that the note's hand-rounded figures should have had, right ones and wrong ones alike.
LABEL_SMOOTHING = {
    "label_smoothing.p[0]": "0.0015",
    "label_smoothing.p[1]": "0.0109",
    "label_smoothing.p[2]": "0.9836",
    "label_smoothing.p[3]": "0.0040",
    "label_smoothing.log_p[0]": "−6.5166",
    "label_smoothing.log_p[1]": "−4.5166",
    "label_smoothing.log_p[2]": "−0.0166",
    "label_smoothing.log_p[3]": "−5.5166",
    "label_smoothing.off_value": "0.0333",
    "label_smoothing.terms_smoothed[0]": "−0.2172",
    "label_smoothing.terms_smoothed[1]": "−0.1506",
    "label_smoothing.terms_smoothed[2]": "−0.0149",
    "label_smoothing.terms_smoothed[3]": "−0.1839",
    "label_smoothing.loss_standard": "0.0166",
    "label_smoothing.loss_smoothed": "0.5666",
    "label_smoothing.difference": "0.5500",
    "label_smoothing.floor": "0.43494",
    "label_smoothing.excess": "0.13162",
    "label_smoothing.floor_share": "76.8%",
    "label_smoothing.loss_smoothed_b": "0.4291",
    "gradient.gradient_standard_true": "−0.0164",
    "gradient.gradient_smoothed_true": "0.0836",
}
GRADIENT = {
    "gradient.gradient_standard[1]": "0.0109",
    "gradient.gradient_smoothed[0]": "−0.0319",
    "gradient.gradient_smoothed[1]": "−0.0224",
    "gradient.gradient_smoothed[2]": "0.0836",
    "gradient.gradient_smoothed[3]": "−0.0293",
    "gradient.best_gap": "3.2958",
}
LOSS_FLOOR = {
    "loss_floor.split_by_target[2][4]": "81.3%",
    "loss_floor.floors_by_classes[0][3]": "0.3251",
    "loss_floor.floors_by_classes[3][3]": "0.5448",
    "loss_floor.floors_by_classes[5][3]": "1.0158",
    "loss_floor.best_gap_b": "3.6109",
    "loss_floor.lowest_confidence": "0.900",
    "loss_floor.scale": "0.6063",
    "loss_floor.temperature": "1.649",
    "loss_floor.loss_scaled": "0.4471",
    "loss_floor.loss_standard_enlarged": "1.42×10⁻⁴",
    "loss_floor.loss_smoothed_enlarged": "1.1001",
}
BEST_OUTPUT = {
    "best_output.best_by_class[2][2]": "0.8858",
    "best_output.best_by_share[2][1]": "0.8133",
    "best_output.unsmoothed_true": "1.0964",
    "best_output.loss_uniform": "4.141561",
    "best_output.turn_penalty": "0.99986",
    "best_output.loss_focal": "4.47×10⁻⁶",
}
CONVENTIONS = {
    "label_smoothing.loss_smoothed": "0.5666",
    "label_smoothing.loss_smoothed_b": "0.4291",
    "conventions.loss_a_mixed": "0.5666",
    "conventions.loss_b_mixed": "0.4291",
    "label_smoothing.epsilon_for_b": "0.1333",
    "conventions.loss_miscounted": "0.0165618",
    "conventions.loss_short": "0.4286",
    "label_smoothing.excess": "0.1316",
    "conventions.outside_label": "7",
    "conventions.refusal": "ValueError: labels must be classes from 0 to 3, got [7]",
}
NUMERICS = {
    "numerics.reference_loss": "0.566561308491143943485800689422",
    "numerics.types[0][3]": "3",
    "numerics.types[1][3]": "6",
    "numerics.types[2][3]": "15",
    "numerics.types[0][2]": "4.9×10⁻⁴",
    "numerics.types[1][2]": "6.0×10⁻⁸",
    "numerics.types[2][2]": "1.1×10⁻¹⁶",
    "numerics.magnification": "60",
    "numerics.softmax_bound": "3.6×10⁻⁷",
    "numerics.naive_by_shift[3][3]": "NaN",
    "numerics.losses_by_scale[2][3]": "1.7×10⁻¹⁰",
    "numerics.losses_by_scale[3][4]": "∞",
    "numerics.losses_at_infinity[0][2]": "0.0151",
    "numerics.rounded_change": "−0.000254",
    "label_smoothing.loss_smoothed_rounded_early": "0.566",
    "audit.note_sum": "−0.566",
    "audit.sum_ways[1][2]": "−0.567",
}
SOFTMAX = {"softmax.log_sum_exp": "5.0166", "softmax.p_max": "98.4%"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("page", "figures"),
    [
        ("label-smoothing/", LABEL_SMOOTHING),
        ("gradient/", GRADIENT),
        ("loss-floor/", LOSS_FLOOR),
        ("best-output/", BEST_OUTPUT),
        ("conventions/", CONVENTIONS),
        ("numerics/", NUMERICS),
        ("softmax/", SOFTMAX),
    ],
    ids=["label-smoothing", "gradient", "loss-floor", "best-output", "conventions", "numerics", "softmax"],
)
def test_a_page_shows(page: str, figures: dict[str, str], language: str, site: Site) -> None:
    shown = {(element.get("data-ref"), "".join(element.itertext())) for element in site.pages[language, page].values()}
    assert set(figures.items()) - shown == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sum_rounds_to_another_digit_than_the_sum_of_rounded_terms(language: str, site: Site) -> None:
    texts = ["".join(element.itertext()) for element in site.pages[language, "label-smoothing/"].values()]
    assert "0.567" in texts
    assert "0.566" in texts


@pytest.mark.parametrize("language", ["zh", "en"])
def test_under_smoothing_the_probability_comes_down_while_it_climbs_without(language: str, site: Site) -> None:
    rows = site.pages[language, "gradient/"].article.xpath(".//h2[@id='descent']/following::table[1]//tbody/tr")
    columns = list(zip(*[[float(cell.text_content()) for cell in row] for row in rows], strict=True))
    assert list(columns[1]) == sorted(columns[1])
    assert list(columns[3]) == sorted(columns[3], reverse=True)
    assert columns[1][0] == columns[3][0] == 0.9836
    assert columns[3][-1] == pytest.approx(0.9, abs=1e-3)
