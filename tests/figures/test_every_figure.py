"""Every figure is an SVG whose text is text, in the page's language, and whose colours follow the page."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tests.figures.drawings import LANGUAGES, NAMES, draw, module, svg, tree, words

HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z]{4,}")
LATIN = re.compile(r"nats|logit|focal|Brier|float32")  # what engineers do not translate

every_figure = pytest.mark.parametrize("name", NAMES)
in_every_language = pytest.mark.parametrize("language", LANGUAGES)


def test_there_are_the_figures_that_the_pages_promise() -> None:
    promised = "one_prediction targets loss_by_confidence floor_by_classes gradient_steps reliability confidence"
    promised += " sweep differences longer_training distillation baselines"
    assert set(promised.split()) <= set(NAMES)


@every_figure
@in_every_language
def test_it_parses_as_svg_that_scales(name: str, language: str) -> None:
    root = tree(name, language)
    assert root.tag == "svg"
    assert re.fullmatch(r"0 0 \d+ \d+", root.get("viewBox"))
    assert root.get("width") is None


@every_figure
def test_its_words_are_in_the_language_of_the_page(name: str) -> None:
    assert HAN.search(" ".join(words(name, "zh")))
    assert not WORD.search(LATIN.sub("", " ".join(words(name, "zh"))))
    assert not HAN.search(" ".join(words(name, "en")))
    assert WORD.search(" ".join(words(name, "en")))


@every_figure
@in_every_language
def test_text_is_text_and_every_sign_is_one_that_fonts_have(name: str, language: str) -> None:
    root = tree(name, language)
    assert not [element for element in root.iter() if "DejaVu" in element.get("id", "")]  # no outlines of letters
    signs = set("".join(words(name, language)))
    assert not [sign for sign in signs if sign == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(sign)[0] == "C"]


@every_figure
def test_both_languages_draw_the_same(name: str) -> None:
    inside_axes = "//*[starts-with(@id, 'x-axes')]//path/@d"
    zh, en = (tree(name, language).xpath(inside_axes) for language in LANGUAGES)
    assert zh == en


@every_figure
def test_colours_and_fonts_are_the_pages(name: str) -> None:
    drawn = svg(name, "en")
    assert "var(--figure-ink)" in drawn
    assert not re.search(r"(fill|stroke): *(#|black|white)", drawn)
    assert "font-size: 13px" in drawn
    assert "font-family" not in drawn
    assert "<style" not in drawn


@every_figure
def test_it_says_nothing_of_when_it_was_drawn(name: str) -> None:
    assert svg(name, "en") == draw(name, "en")
    assert "metadata" not in svg(name, "en")


@every_figure
def test_it_has_a_title_in_both_languages(name: str) -> None:
    titles = module(name).draw.declaration.titles
    assert HAN.search(titles["zh"])
    assert WORD.search(titles["en"])
