"""A language with a fallback shows what it lacks in that language, and says so; any other must have all of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from recompute.diagnostics import Diagnostics
from recompute.library import glossary, references
from recompute.locale.fallback import FallbackText, lang, own_texts
from recompute.locale.language import WORDS, Language, faults
from recompute.markup.figures import Figures
from recompute.markup.quote import Number, QuoteError, numbers_in, resolve
from recompute.markup.render_context import RenderContext
from recompute.values.lookup import ModuleResults, Values
from tests.machinery.conftest import LANGUAGES, WIND

FALLBACKS = {"la": LANGUAGES["en"]}
LATIN = replace(
    LANGUAGES["en"], code="la", tag="la", name="Latina", fallback=LANGUAGES["en"], ui_strings={"read": "Lege: "}
)

SKY = {
    "values": {
        "sky": {
            "data": [[{"zh": "多云", "en": "cloudy"}, 0.5]],
            "display": "",
            "descriptions": {"zh": "天。", "en": "The sky."},
            "file": "weather.py",
            "line": 1,
        }
    },
    "problems": [],
    "missing": {},
}


def values(fallbacks: dict[str, Language]) -> Values:
    return Values(
        modules={"weather": ["pages.weather"]}, results=ModuleResults(lambda module: SKY, Diagnostics(), fallbacks)
    )


def test_a_text_among_the_values_comes_from_the_fallback_and_a_number_does_not() -> None:
    known = values(FALLBACKS)
    sky, number = numbers_in(resolve("{{ sky }}", known, "weather", "la"))
    assert (sky.shown, sky.lang, number) == ("cloudy", "en", Number("weather.sky[0][1]", "0.5", "0.5", False))
    assert known.find("sky", "weather").descriptions["la"] == "The sky."
    assert [found.lang for found in numbers_in(resolve("{{ sky }}", known, "weather", "en"))] == ["", ""]


def test_what_a_language_without_a_fallback_lacks_is_reported() -> None:
    with pytest.raises(QuoteError, match="has no text in la; it has zh, en"):
        resolve("{{ sky }}", values({}), "weather", "la")


@pytest.fixture
def latin(make_page: Callable[..., RenderContext]) -> Callable[[str], RenderContext]:
    """Make a page whose language has a fallback for all that the pages about the weather show."""

    def make(text: str) -> RenderContext:
        page = make_page(text)
        page.language, page.values, page.glossary = LATIN, values(FALLBACKS), None
        reply = {"drawings": {"draw": WIND}, "problems": [], "missing": {}}
        page.figures = Figures(
            modules={"wind": ["figures.wind"]}, results=ModuleResults(lambda module: reply, page.diagnostics, FALLBACKS)
        )
        return page

    return make


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "{{ sky[0][0] }}",
            '<span lang="en"><data class="value" value="cloudy" data-ref="weather.sky[0][0]">cloudy</data></span>',
        ),
        ("> [!note]\n> a", '<p class="admonition-title" lang="en">Note</p>'),
        ("![Ventus](figure:wind)", 'aria-describedby="wind-desc" lang="en"'),
        ("![Ventus](figure:wind)", '<desc id="wind-desc" lang="la">Ventus</desc>'),
    ],
)
def test_a_page_says_which_language_its_fallback_texts_are_in(
    text: str, html: str, latin: Callable[[str], RenderContext], convert: Callable[[RenderContext], str]
) -> None:
    page = latin(text)
    assert html in convert(page)
    assert not page.diagnostics


def test_a_page_in_the_language_of_the_texts_says_nothing(
    make_page: Callable[..., RenderContext], convert: Callable[[RenderContext], str]
) -> None:
    assert "lang=" not in convert(make_page("{{ sky }}\n\n> [!note]\n> a\n\n![Wind](figure:wind)"))


def test_words_are_its_own_or_those_of_its_fallback_or_english() -> None:
    assert (LATIN.word("read"), lang(LATIN.word("read"))) == ("Lege: ", "")
    assert (LATIN.word("cited"), lang(LATIN.word("cited"))) == ("Cited on: ", "en")
    chinese = replace(LATIN, fallback=LANGUAGES["zh"])
    assert (chinese.word("cited"), lang(chinese.word("cited"))) == ("引用于：", "zh-Hans")
    assert lang(chinese.word("machine")) == "en"
    assert lang(LANGUAGES["en"].word("cited")) == ""


def test_some_words_are_enough_only_for_a_language_with_a_fallback() -> None:
    assert not list(faults({"read": "Lege: "}, all_of_them=False))
    (missing,) = faults({"read": "Lege: "})
    assert missing.startswith("the words two_authors, more_authors,")
    assert list(faults({"reed": "Lege: "}, all_of_them=False)) == ["the word 'reed' is not known; did you mean 'read'?"]
    assert not list(faults(WORDS))


SOURCES = "books:\n  sun:\n    name: {zh: 书, en: A book}\n    read: {zh: 一章, en: a chapter}\n"


@pytest.mark.parametrize(
    ("fallbacks", "expected"), [(FALLBACKS, []), ({}, ["references.yml:3: there is no 'la' here"])]
)
def test_a_source_is_named_in_the_fallback_language(
    fallbacks: dict[str, Language], expected: list[str], tmp_path: Path
) -> None:
    file, diagnostics = tmp_path / "references.yml", Diagnostics()
    file.write_text(SOURCES, encoding="utf-8")
    found = references.read(file, "references.yml", ["zh", "en", "la"], diagnostics, fallbacks)
    assert [line.partition(";")[0] for line in str(diagnostics).splitlines()] == expected
    assert [lang(name) for reference in found.by_key.values() for name in [reference.name["la"]]] == ["en"][
        : len(fallbacks)
    ]


TERMS = "terms:\n  rain:\n    zh: {term: 雨, definition: 水。}\n    en: {term: rain, definition: Water.}\n"


def test_a_term_is_listed_in_the_fallback_language_and_looked_for_in_no_text(tmp_path: Path) -> None:
    file, diagnostics = tmp_path / "glossary.yml", Diagnostics()
    file.write_text(TERMS, encoding="utf-8")
    tags = {"zh": "zh-Hans", "en": "en", "la": "la"}
    found = glossary.read(file, "glossary.yml", tags, diagnostics, FALLBACKS)
    assert not diagnostics
    wording, tag = found.terms[0].wording("la", FALLBACKS)
    assert (wording.term, tag) == ("rain", "en")
    assert not list(found.lexicons["la"].find("rain"))
    assert list(found.lexicons["en"].find("rain"))
    glossary.read(file, "glossary.yml", tags, diagnostics)
    assert str(diagnostics) == "glossary.yml:2: there is no 'la' here; add it"


def test_fallback_texts_are_not_published_as_data_of_their_own() -> None:
    descriptions: dict[str, Any] = {"en": "The sky.", "la": FallbackText("The sky.", "en")}
    assert json.dumps(own_texts(descriptions)) == '{"en": "The sky."}'
