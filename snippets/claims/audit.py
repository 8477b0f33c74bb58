"""What the audit says of the note's figures; like the audit itself, it does not depend on the scenario of the site."""

# The declared conditions take the place of docstrings.
# ruff: noqa: D103
from __future__ import annotations

from decimal import Decimal
from typing import cast

from recompute import claim
from snippets.pages import audit as page
from snippets.rounding import MORE
from snippets.scenario import Scenario

Row = tuple[str, float, page.Text, str]


def _rows(scenario: Scenario) -> list[Row]:
    """Return each figure of the note: as printed, recomputed, the verdict, as it should be."""
    tables = (page.probabilities, page.targets, page.logarithms, page.losses)
    return [cast(Row, row[1:5]) for table in tables for row in table(scenario)]


def _right(scenario: Scenario) -> set[str]:
    """Return the figures that the note prints rightly wherever it prints them."""
    rows = _rows(scenario)
    return {printed for printed, _, _, _ in rows} - {printed for printed, _, _, due in rows if printed != due}


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


def _printed(ways: page.Rows) -> list[str]:
    """Return what each way of computing gives, to the note's decimals."""
    return [str(printed) for _, _, printed in ways]


@claim(
    zh="有误的 {{ off_count }} 个数，与正确写法都只差末位的一个单位。",
    en="All {{ off_count }} figures that are off differ from the right ones by one unit of the last digit.",
)
def off_in_the_last_digit_alone(scenario: Scenario) -> bool:
    return all(verdict != page.VERDICTS[MORE] for _, _, verdict, _ in _rows(scenario))


@claim(
    zh="重算的标准损失 {{ loss_standard }} 不在 {{ loss_standard_interval[0] }} 与 "
    "{{ loss_standard_interval[1] }} 之间。",
    en="The standard loss recomputed, {{ loss_standard }}, does not lie between {{ loss_standard_interval[0] }} and "
    "{{ loss_standard_interval[1] }}.",
)
def standard_loss_lies_outside(scenario: Scenario) -> bool:
    low, high = page.loss_standard_interval(scenario)
    return not low <= page.loss_standard(scenario) <= high


@claim(
    zh="笔记的概率 {{ note_p_true }} 舍入得正确。",
    en="The note’s probability {{ note_p_true }} is rounded rightly.",
)
def probability_is_right(scenario: Scenario) -> bool:
    return page.note_p_true(scenario) in _right(scenario)


@claim(
    zh="概率先舍入得到 {{ loss_ways[1][2] }}，截断得到 {{ loss_ways[2][2] }}，都是笔记的 {{ note_loss_standard }}；"
    "最后舍入得到的是 {{ loss_ways[0][2] }}。",
    en="Rounding the probability gives {{ loss_ways[1][2] }}, cutting off {{ loss_ways[2][2] }}, both the note’s "
    "{{ note_loss_standard }}; rounding the result gives {{ loss_ways[0][2] }}.",
)
def both_ways_give_the_note_s_loss(scenario: Scenario) -> bool:
    last, first, cut = _printed(page.loss_ways(scenario))
    return first == cut == page.note_loss_standard(scenario) != last


@claim(
    zh="笔记的对数是标准损失 {{ note_loss_standard }} 加一个负号，同样有误。",
    en="The note’s logarithm is its standard loss, {{ note_loss_standard }}, with a minus sign, and off as well.",
)
def logarithm_is_off_alike(scenario: Scenario) -> bool:
    text = f"−{page.note_loss_standard(scenario)}"
    return any(printed == text != due for printed, _, _, due in _rows(scenario))


@claim(
    zh="因数 {{ note_factors[0] }} 与 {{ note_factors[1] }} 都正确，乘积 {{ note_terms[0] }} 却应是 "
    "{{ term_ways[0][2] }}。",
    en="The factors {{ note_factors[0] }} and {{ note_factors[1] }} are right, but their product, {{ note_terms[0] }}, "
    "should be {{ term_ways[0][2] }}.",
)
def right_factors_give_a_wrong_product(scenario: Scenario) -> bool:
    are_right = set(page.note_factors(scenario)) <= _right(scenario)
    return are_right and page.note_terms(scenario)[0] != _printed(page.term_ways(scenario))[0]


@claim(
    zh="只舍入一个因数得到 {{ term_ways[1][2] }} 与 {{ term_ways[2][2] }}，和都不舍入时的 {{ term_ways[0][2] }} 一样。",
    en="Rounding one factor gives {{ term_ways[1][2] }} or {{ term_ways[2][2] }}, the same as rounding neither, "
    "{{ term_ways[0][2] }}.",
)
def one_rounded_factor_does_no_harm(scenario: Scenario) -> bool:
    neither, target, logarithm, _ = _printed(page.term_ways(scenario))
    return neither == target == logarithm


@claim(
    zh="{{ note_factors[0] }} 与 {{ note_factors[1] }} 的绝对值都比准确值小，相乘得到 {{ term_ways[3][2] }}，不再是 "
    "{{ term_ways[0][2] }}。",
    en="Both {{ note_factors[0] }} and {{ note_factors[1] }} are too small in magnitude, and their product is "
    "{{ term_ways[3][2] }}, no longer {{ term_ways[0][2] }}.",
)
def errors_pull_the_same_way(scenario: Scenario) -> bool:
    exact = {printed: abs(number) for printed, number, _, _ in _rows(scenario)}
    too_small = all(abs(float(_decimal(factor))) < exact[factor] for factor in page.note_factors(scenario))
    neither, _, _, both = _printed(page.term_ways(scenario))
    return too_small and both != neither


@claim(
    zh="笔记的对数 {{ note_factors[1] }} 的小数位比乘积 {{ note_terms[0] }} 的少。",
    en="The note’s logarithm, {{ note_factors[1] }}, has fewer decimals than the product, {{ note_terms[0] }}.",
)
def logarithm_has_fewer_decimals(scenario: Scenario) -> bool:
    numbers = page.note_factors(scenario)[1], page.note_terms(scenario)[0]
    logarithm, product = (len(number.partition(".")[2]) for number in numbers)
    return logarithm < product


@claim(
    zh="{{ note_terms }} 相加正好是 {{ note_sum }}；其中有误的只有第一项。",
    en="The terms {{ note_terms }} add up to {{ note_sum }}, and only the first of them is off.",
)
def addition_is_right_but_not_the_first_term(scenario: Scenario) -> bool:
    terms, right = page.note_terms(scenario), _right(scenario)
    total = sum(map(_decimal, terms), Decimal(0))
    return total == _decimal(page.note_sum(scenario)) and terms[0] not in right and set(terms[1:]) <= right


@claim(
    zh="各项正确舍入以后相加得到 {{ sum_ways[1][2] }}，与各项不舍入时的 {{ sum_ways[0][2] }} 相同。",
    en="Terms rounded rightly add up to {{ sum_ways[1][2] }}, the same as terms not rounded, {{ sum_ways[0][2] }}.",
)
def rightly_rounded_terms_give_the_right_sum(scenario: Scenario) -> bool:
    exact, rounded, _ = _printed(page.sum_ways(scenario))
    return exact == rounded


@claim(
    zh="去掉 {{ note_sum }} 的负号就是笔记的平滑损失，它不是应有的写法。",
    en="The note’s smoothed loss is {{ note_sum }} without its sign, and not what it should be.",
)
def final_answer_is_off(scenario: Scenario) -> bool:
    loss = page.note_sum(scenario).removeprefix("−")
    return any(printed == loss != due for printed, _, _, due in _rows(scenario))


@claim(
    zh="笔记的平滑损失 {{ note_sum }}（不计负号）是标准损失 {{ note_loss_standard }} 的十倍以上，重算的也是。",
    en="The note’s smoothed loss, {{ note_sum }} without its sign, is more than ten times its standard loss, "
    "{{ note_loss_standard }}; recomputed, they are too.",
)
def conclusion_stands(scenario: Scenario) -> bool:
    printed = -_decimal(page.note_sum(scenario)) > 10 * _decimal(page.note_loss_standard(scenario))
    exact = -cast(float, page.sum_ways(scenario)[0][1]) > 10 * page.loss_standard(scenario)
    return printed and exact
