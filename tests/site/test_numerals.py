"""Every numeral that readers see is computed, declared or a symbol: read again here without the trace's own code."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from tests.published import ADDRESSES, LANGUAGE_TAGS, QUOTING, ROOT, Page, Site

HIDDEN = {"code", "pre", "script", "style", "svg"}


@pytest.fixture(params=[(language, address) for language in LANGUAGE_TAGS for address in ADDRESSES], ids="/".join)
def page(request: pytest.FixtureRequest, site: Site) -> Page:
    return site.pages[request.param]


@pytest.fixture(scope="module")
def published(site: Site) -> dict[str, Any]:
    return json.loads((site.folder / "values.json").read_text(encoding="utf-8"))["values"]


def uncomputed(element: etree._Element, in_math: bool = False) -> list[str]:
    """Return the texts within an element that hold a numeral which nothing accounts for."""
    if not isinstance(element.tag, str) or element.tag in HIDDEN:
        return []
    if "data-ref" in element.attrib or "data-literal" in element.attrib:
        return []
    in_math = in_math or element.tag == "math"
    texts = [element.text or "", *(element.get(name, "") for name in ("alt", "title", "aria-label"))]
    for child in element:
        texts += [*uncomputed(child, in_math), child.tail or ""]
    return [text for text in texts if has_numeral(text) and not (in_math and is_symbol(text))]


def has_numeral(text: str) -> bool:
    return any(unicodedata.category(letter) in {"Nd", "No", "Nl"} for letter in text)


def is_symbol(text: str) -> bool:
    return unicodedata.normalize("NFKC", text).strip() in {"0", "1", "2"}


def value_of(element: etree._Element, page: Page, published: dict[str, Any]) -> Any:
    name, *indices = element.get("data-ref").replace("]", "").split("[")
    value = published[name]["value"]
    for index in [None, *map(int, indices)]:
        value = value if index is None else value[index]
        value = value[page.language] if isinstance(value, dict) else value
    return value


def meaning(shown: str) -> tuple[Decimal, Decimal]:
    """Return the number that a text shows, and half a unit of its last digit."""
    text = unicodedata.normalize("NFKC", shown).replace("\N{MINUS SIGN}", "-").replace(",", "")
    mantissa, _, power = text.removesuffix("%").partition("×10")
    scale = Decimal(10) ** (int(power or 0) - (2 if text.endswith("%") else 0))
    exponent = Decimal(mantissa).as_tuple().exponent
    return Decimal(mantissa) * scale, Decimal(5).scaleb(int(exponent) - 1) * scale


def test_no_numeral_is_uncomputed(page: Page) -> None:
    assert uncomputed(page.article) == []


def test_what_is_shown_is_the_value_rounded(page: Page, published: dict[str, Any]) -> None:
    for element in page.values():
        value = value_of(element, page, published)
        if isinstance(value, (int, float)):
            number, half_a_unit = meaning("".join(element.itertext()))
            assert abs(number - Decimal(value)) <= half_a_unit, element.get("data-ref")


def test_no_number_shows_more_digits_than_the_page_on_digits_says(page: Page, published: dict[str, Any]) -> None:
    for element in page.values():
        if isinstance(value_of(element, page, published), float):
            mantissa = "".join(element.itertext()).partition("×")[0]
            digits = "".join(filter(str.isdigit, mantissa)).lstrip("0")
            assert len(digits) <= published["numerics.most_digits"]["value"], element.get("data-ref")


def test_an_element_holds_its_value_in_full_precision(page: Page, published: dict[str, Any]) -> None:
    for element in page.values():
        value = value_of(element, page, published)
        full = element.get("value") if element.tag == "data" else element.get("data-value")
        assert full == str(value)


def test_a_formula_holds_values_as_numbers(page: Page) -> None:
    for element in page.article.xpath(".//math//*[@data-ref]"):
        assert element.tag in {"mn", "mtext"}
        assert "value" in element.get("class")


def test_nothing_of_the_machinery_is_left_on_a_page(page: Page) -> None:
    prose = "".join(page.article.xpath(".//text()[not(ancestor::code)]"))
    for left_over in ("{{", "}}", "[[", "]]", "$", "np.float64", "\ue000", "\ue001"):
        assert left_over not in prose


def test_a_minus_sign_is_a_minus_sign(page: Page) -> None:
    for element in page.values():
        if element.tag != "data" or not has_numeral(element.text or ""):
            continue
        assert "-" not in (element.text or "")


@pytest.mark.parametrize("name", QUOTING)
def test_both_languages_quote_the_same_values_in_each_section(name: str, site: Site) -> None:
    chinese, english = (by_section(site.pages[language, name]) for language in ("zh", "en"))
    assert chinese == english
    assert sum(sum(refs.values()) for refs in chinese.values()) > 10


def by_section(page: Page) -> dict[str, Counter[str]]:
    """Return what each section quotes, a section being what follows a heading."""
    sections: dict[str, Counter[str]] = {}
    current = ""
    numbers = page.values()
    for element in page.article.iter():
        if element.tag in {"h1", "h2", "h3"}:
            current = element.get("id", "")
        elif element in numbers:
            sections.setdefault(current, Counter())[element.get("data-ref")] += 1
    return sections


def test_the_build_says_how_many_there_are(site: Site) -> None:
    [line] = re.findall(r"Numerals: (\d+) computed, (\d+) literal, (\d+) uncomputed", site.output)
    computed = sum(len(page.values()) for page in site.pages.values())
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md")]
    computed += sum(text.count("{{") for source in sources for text in re.findall(r"!\[(.*?)\]\(figure:", source))
    literal = sum(len(page.text_with("data-literal")) for page in site.pages.values())
    assert tuple(map(int, line)) == (computed, literal, 0)


def test_values_are_published_with_what_they_mean_and_where_they_come_from(
    site: Site, published: dict[str, Any], pytestconfig: pytest.Config
) -> None:
    quoted = {element.get("data-ref").partition("[")[0] for page in site.pages.values() for element in page.values()}
    assert quoted <= published.keys()
    for ref, value in published.items():
        assert value["description"].keys() == {"zh", "en"}
        if value["source"]["file"].startswith("recompute/"):
            continue  # What the machinery counts is nothing that a page's module declares.
        source = (pytestconfig.rootpath / value["source"]["file"]).read_text(encoding="utf-8").splitlines()
        declared = "\n".join(source[value["source"]["line"] - 1 :])
        assert declared.startswith("@value(")
        assert re.search(r"^def (\w+)", declared, re.MULTILINE)[1] == ref.rpartition(".")[2]
