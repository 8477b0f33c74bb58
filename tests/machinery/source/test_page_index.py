"""Wikilinks find pages by file name, path, title or alias, and headings by id or text."""

from __future__ import annotations

import pytest

from recompute.diagnostics import Diagnostics
from recompute.source.page_index import PageIndex, WikilinkError
from recompute.source.page_source import parse

PAGES = {
    "softmax.md": "---\ntitle: Softmax function\naliases: [函数：Softmax 函数, Soft max]\n---\n# Softmax { #top }\n",
    "guide/loss.md": "---\naliases: the loss\n---\n# 损失 { #top }\n\n## What it is { #what }\n\n## No id\n",
    "guide/twin.md": "# Twin { #top }\n",
    "other/twin.md": "# Twin { #top }\n",
}


@pytest.fixture
def page_index() -> PageIndex:
    return PageIndex({path: parse(text, path, Diagnostics()) for path, text in PAGES.items()})


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("softmax", "softmax.md"),
        ("softmax.md", "softmax.md"),
        ("SoftMax", "softmax.md"),
        ("softmax  function", "softmax.md"),
        ("函数：Softmax 函数", "softmax.md"),
        ("Soft max", "softmax.md"),
        ("loss", "guide/loss.md"),
        ("guide/loss", "guide/loss.md"),
        ("损失", "guide/loss.md"),
        ("the loss", "guide/loss.md"),
        ("guide/twin", "guide/twin.md"),
        ("other/twin", "other/twin.md"),
    ],
)
def test_a_page_is_found_by_every_name(name: str, path: str, page_index: PageIndex) -> None:
    assert page_index.find(name) == path


def test_an_unknown_page_suggests_the_nearest(page_index: PageIndex) -> None:
    with pytest.raises(WikilinkError, match=r"no page is called 'sofmax'; did you mean \[\[softmax\]\]\?"):
        page_index.find("sofmax")


def test_a_name_unlike_any_other_comes_with_advice(page_index: PageIndex) -> None:
    with pytest.raises(WikilinkError, match="no page is called 'zzz'; add the page"):
        page_index.find("zzz")


@pytest.mark.parametrize("name", ["twin", "Twin"])
def test_an_ambiguous_name_lists_the_pages(name: str, page_index: PageIndex) -> None:
    with pytest.raises(WikilinkError, match=r"is ambiguous: guide/twin\.md and other/twin\.md; write the path"):
        page_index.find(name)


@pytest.mark.parametrize("heading", ["what", "What it is", "what it is", "WHAT"])
def test_a_heading_is_found_by_id_or_text(heading: str, page_index: PageIndex) -> None:
    assert page_index.anchor("guide/loss.md", heading) == "what"


@pytest.mark.parametrize("heading", ["why", "No id"])
def test_an_unknown_heading_lists_the_ids(heading: str, page_index: PageIndex) -> None:
    with pytest.raises(WikilinkError, match=rf"guide/loss\.md has no heading '{heading}'; it has top, what"):
        page_index.anchor("guide/loss.md", heading)
