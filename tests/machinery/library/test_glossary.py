"""The glossary: terms are found in text by their longest form, on word boundaries where a script has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recompute.diagnostics import Diagnostics
from recompute.library.glossary import Glossary, read
from recompute.markup.render_context import RenderContext

TERM = "{{term: {0}, definition: Something.}}"
ONE = "terms:\n  rain:\n    zh: {term: 雨, definition: 水。}\n    en: {term: rain, definition: Water.}\n"


def reading(text: str, folder: Path) -> tuple[Glossary, list[str]]:
    file, diagnostics = folder / "glossary.yml", Diagnostics()
    file.write_text(text, encoding="utf-8")
    return read(file, "glossary.yml", {"zh": "zh-Hans", "en": "en"}, diagnostics), str(diagnostics).splitlines()


def found(text: str, language: str, make_page: Callable[..., RenderContext]) -> list[str]:
    glossary = make_page("").glossary
    assert glossary is not None
    return [text[start:end] for start, end, _ in glossary.lexicons[language].find(text)]


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("en", "high pressure and pressure", ["high pressure", "pressure"]),
        ("en", "Pressure, pressures.", ["Pressure", "pressures"]),
        ("en", "PRESSURE, high Pressure", ["Pressure"]),
        ("en", "repressure, pressured, air-pressure, pressure-wise, pressure_2", []),
        ("en", "high pressured is no term, (pressure) is; pressure’s too", ["pressure", "pressure"]),
        ("en", "high\n  pressure, high\u00a0pressure", ["high\n  pressure", "high\u00a0pressure"]),
        ("en", "k-index, book-index, K indexes", ["k-index"]),
        ("zh", "受高气压控制，气压升高", ["高气压", "气压"]),
        ("zh", "看K 指数，K指数；OK 指数、OK指数", ["K 指数", "K指数"]),
        ("zh", "pressure", []),
        ("en", "气压", []),
    ],
)
def test_terms_are_found_in_their_longest_forms(
    language: str, text: str, terms: list[str], make_page: Callable[..., RenderContext]
) -> None:
    assert found(text, language, make_page) == terms


def test_the_search_keeps_every_form_and_the_further_words(make_page: Callable[..., RenderContext]) -> None:
    glossary = make_page("").glossary
    assert glossary is not None
    words = set(glossary.words())
    assert {"雷暴雨", "气压", "高气压", "K 指数", "K指数", "pressures"} <= words
    assert "气压高" not in words  # It is to be avoided.


def test_other_words_to_avoid_are_read_in_each_language(tmp_path: Path) -> None:
    glossary, faults = reading(ONE + "words:\n  zh: {下大雨: 暴雨}\n  en: {cats and dogs: heavily}\n", tmp_path)
    assert not faults
    assert glossary.avoided == {"zh": {"下大雨": "暴雨"}, "en": {"cats and dogs": "heavily"}}


WRONG = {
    "no terms": ("search: [a]\n", 1, "there is no 'terms' here; add it"),
    "a key that is no id": (ONE.replace("rain:", "Rain:"), 2, "'Rain' is no key; write ASCII letters in lower case"),
    "a duplicate key": (ONE + "  rain: {}\n", 5, "'rain' is a duplicate of line 2; keep one of the two"),
    "a language missing": (
        "terms:\n  rain:\n    zh: {term: 雨, definition: 水。}\n",
        2,
        "there is no 'en' here; add it",
    ),
    "no definition": (ONE.replace(", definition: Water.", ""), 4, "there is no 'definition' here; add it"),
    "a numeral": (
        ONE.replace("Water.", "About 3 litres."),
        4,
        "3 is typed by hand in the definition; define the term without it",
    ),
    "a result in a term": (ONE.replace("term: rain", "term: rain 0.57"), 4, "0.57 is typed by hand;"),
    "a form of two terms": (
        ONE + "  wet:\n    zh: {term: 湿, definition: 水。, aliases: [雨]}\n    en: {term: wet, definition: Water.}\n",
        6,
        "'雨' belongs to rain already; keep it in one place",
    ),
    "a term to be avoided": (
        ONE + "  wet:\n    zh: {term: 湿, definition: 水。, avoid: [雨]}\n    en: {term: wet, definition: Water.}\n",
        6,
        "'雨' belongs to rain already; keep it in one place",
    ),
    "a form used and avoided": (
        ONE.replace("definition: Water.", "definition: Water., aliases: [wet], avoid: [wet]"),
        4,
        "'wet' is both used and avoided; keep it in one list",
    ),
    "an unknown field": (ONE + "    links: a\n", 5, "'links' is not known here; known are zh, en, page"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_fault_is_reported_in_one_line(name: str, tmp_path: Path) -> None:
    text, line, message = WRONG[name]
    _, diagnostics = reading(text, tmp_path)
    assert len(diagnostics) == 1
    assert diagnostics[0].startswith(f"glossary.yml:{line}: {message}")


def test_a_wrong_term_leaves_the_others_sound(tmp_path: Path) -> None:
    glossary, diagnostics = reading(ONE + "  wet: {page: a}\n", tmp_path)
    assert len(diagnostics) == 1
    assert [term.key for term in glossary.terms] == ["rain"]
    assert [(start, end) for start, end, _ in glossary.lexicons["en"].find("The rain.")] == [(4, 8)]


def test_without_terms_nothing_is_found(tmp_path: Path) -> None:
    glossary, _ = reading("terms: {}\n", tmp_path)
    assert list(glossary.lexicons["en"].find("The rain.")) == []


@pytest.mark.parametrize(
    ("wikilink", "message"),
    [
        ("climate", 'high-pressure: \'climate\' is no wikilink; write "[[page]]" or "[[page#heading]]"'),
        ("[[climat]]", "high-pressure: no page is called 'climat'; did you mean [[climate]]?"),
        ("[[climate#snow]]", "high-pressure: climate.md has no heading 'snow'; it has climate, rain"),
    ],
)
def test_a_page_that_does_not_explain_a_term_is_reported_where_the_term_is(
    wikilink: str,
    message: str,
    make_page: Callable[..., RenderContext],
    convert: Callable[[RenderContext], str],
    tmp_path: Path,
) -> None:
    page = make_page("[@glossary/*]\n")
    text = (Path(__file__).parent / "data" / "glossary.yml").read_text(encoding="utf-8")
    page.glossary, _ = reading(text.replace("[[climate#rain]]", wikilink), tmp_path)
    convert(page)
    assert str(page.diagnostics) == f"glossary.yml:5: {message}"


def test_the_page_that_lists_the_terms_marks_none(
    make_page: Callable[..., RenderContext], convert: Callable[[RenderContext], str]
) -> None:
    text = "The pressure.\n\n[@glossary/*]\n"
    assert "<abbr" in convert(make_page(text))
    page = make_page(text)
    page.page_index = type(page.page_index)({page.path: page.source})
    page.glossary.terms[1:2] = []  # type: ignore[union-attr]
    assert "<abbr" not in convert(page)
