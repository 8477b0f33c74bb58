"""Every page is there as Markdown too, with its numbers filled in, and `/llms.txt` lists them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.published import ADDRESSES, FOLDERS, Page, Site

SIGNS = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
BLOCK = r"^(?P<margin>[> ]*)(?P<fence>`{3,})\n(?P<code>.*?)\n(?P=margin)(?P=fence)$"
FENCE, CODE = (re.compile(pattern, re.MULTILINE | re.DOTALL) for pattern in (BLOCK, f"{BLOCK}|`[^`]*`"))
LINK = re.compile(r"\[([^\]]+)\]\((https://example\.org/[^)]*)\)")


def plain(text: str) -> str:
    """Return a text with numbers as one would type them, in TeX and among words."""
    typed = re.sub(r" \\times 10\^\{(-?\d+)\}", r"×10\1", text.replace(r"\%", "%").replace(r"\infty", "∞"))
    return typed.translate(SIGNS).replace("\\", "")


def test_it_has_every_number_of_the_page_as_often_as_the_page(page: Page) -> None:
    markdown = plain(page.markdown)
    shown = Counter(plain(number.text_content()) for number in page.values())
    assert [number for number, times in shown.items() if markdown.count(number) < times] == []
    assert "{{ " not in CODE.sub("", page.markdown)


def test_it_has_the_headings_tables_code_and_formulas_of_the_page(page: Page) -> None:
    article = page.article
    levels = [len(marks) for marks in re.findall("^(#+) ", CODE.sub("", page.markdown), re.MULTILINE)]
    assert levels == [int(heading.tag[1]) for heading in article.iter("h1", "h2", "h3", "h4")]
    assert len(re.findall(r"^[> ]*\|( --- \|)+$", page.markdown, re.MULTILINE)) == len(article.xpath(".//table"))
    blocks = [block.text_content().strip("\n") for block in article.iter("pre")]
    assert [fence["code"] for fence in FENCE.finditer(page.markdown)] == blocks
    formulas = [" ".join(formula.get("alttext").split()) for formula in article.iter("math")]
    assert [tex for tex in formulas if tex not in page.markdown and "|" not in tex] == []


def test_the_page_links_to_it(page: Page) -> None:
    assert page.tree.xpath("//link[@rel='alternate'][@type='text/markdown']/@href") == ["index.md"]


def test_the_list_for_programs_leads_to_every_page_in_every_language(site: Site) -> None:
    listed = LINK.findall((site.folder / "llms.txt").read_text(encoding="utf-8"))
    expected = {
        f"https://example.org/{folder}{address}index.md" for folder in FOLDERS.values() for address in ADDRESSES
    }
    assert {link for _, link in listed} == expected
    titles = {page.tree.xpath("string(//meta[@property='og:title']/@content)") for page in site.pages.values()}
    assert {title for title, _ in listed} <= titles


@pytest.fixture(params=[(code, address) for code in FOLDERS for address in ADDRESSES], ids=lambda key: "-".join(key))
def page(site: Site, request: pytest.FixtureRequest) -> Page:
    return site.pages[request.param]
