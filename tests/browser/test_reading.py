"""What a reader does with the site: read it on a phone, switch the language, search, follow a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.tabs import switch_language, wait_until
from tests.published import ADDRESSES, FOLDERS, QUOTING

if TYPE_CHECKING:
    from tests.browser.tabs import Visit
    from tests.browser.visits import Visits

SEARCHES = {
    "": ["标签平滑", "交叉熵", "平滑", "梯度", "softmax", "熵下界", "loss_smoothed"],
    "en/": ["label smoothing", "cross-entropy", "gradient", "entropy floor", "loss_smoothed"],
}
READING = [folder + address for folder in FOLDERS.values() for address in QUOTING]


@pytest.mark.parametrize("page", READING)
def test_formulas_are_set_in_the_sites_own_font(page: str, visits: Visits) -> None:
    fonts = visits.desk(page)["fonts"]
    assert fonts["formulas"] > 0
    assert fonts["ready"]
    assert fonts["loaded"] == 1


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_a_square_root_is_wider_than_what_is_below_its_sign(folder: str, visit: Visit) -> None:
    root = visit.go(f"{folder}training/").locator("article msqrt").first
    width = "element => element.getBoundingClientRect().width"
    assert root.evaluate(width) > root.locator("> *").evaluate(width) + 4


@pytest.mark.parametrize("page", ADDRESSES)
def test_the_language_switch_leads_to_the_same_page_and_back(page: str, visits: Visits) -> None:
    chinese, english = visits.desk(page), visits.desk(f"en/{page}")
    assert chinese["switched"] == {"address": f"en/{page}", "foreign": []}
    assert english["switched"] == {"address": page, "foreign": []}
    assert (chinese["language"], english["language"]) == ("zh-Hans", "en")


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_the_language_switch_leads_to_the_heading_that_is_being_read(folder: str, visit: Visit) -> None:
    other = "en/" if folder == "" else ""
    shown = visit.go(f"{folder}label-smoothing/")
    shown.locator("#why").scroll_into_view_if_needed()  # a section longer than the screen
    shown.evaluate("document.getElementById('why').scrollIntoView({ block: 'start', behavior: 'instant' })")
    switch_language(shown)
    shown.wait_for_url(f"{visit.address}{other}label-smoothing/#why")
    expect(shown.locator("#why")).to_be_in_viewport()


def test_the_chosen_colour_scheme_is_kept_on_other_pages(visit: Visit) -> None:
    shown = visit.go("softmax/")
    body = shown.locator("body")
    for button, scheme in enumerate(("default", "slate"), 1):  # from automatic to light, and on to dark
        shown.locator(f"label[for=__palette_{button}]").click()
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
    visit.go("en/gradient/")
    visit.go("gradient/")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert visit.complaints == []


@pytest.mark.parametrize("folder", SEARCHES, ids=FOLDERS)
def test_the_search_finds_and_marks_words(folder: str, visit: Visit) -> None:
    shown = visit.go(folder)
    query = shown.locator("[data-md-component=search-query]")
    results = shown.locator(".md-search-result__item")
    for word in SEARCHES[folder]:
        query.fill(word)
        results.first.wait_for()
        marked = " ".join(shown.locator(".md-search-result__item mark").all_inner_texts()).lower()
        assert all(part in marked for part in word.lower().replace("-", " ").split())
        links = results.locator("a").evaluate_all("links => links.map(link => link.href)")
        assert [link for link in links if not link.startswith(visit.address + folder)] == []
        query.fill("")
        expect(results).to_have_count(0)


def test_a_link_between_pages_leads_to_the_heading(visit: Visit) -> None:
    shown = visit.go("audit/")
    shown.locator("article a[href*='label-smoothing/#b-loss']").first.click()
    shown.wait_for_url(visit.address + "label-smoothing/#b-loss")
    assert shown.locator("#b-loss").is_visible()


@pytest.mark.parametrize("way", ["hover", "focus", "tap"])
@pytest.mark.parametrize(
    ("page", "begin"), [("softmax/", "分类模型给每个类别"), ("en/softmax/", "The real numbers that")]
)
def test_a_glossary_term_shows_its_definition(way: str, page: str, begin: str, visit: Visit) -> None:
    shown = visit.go(page)
    getattr(shown.locator("article abbr").filter(has_text=re.compile("^logits$")), way)()
    tooltip = shown.locator(".md-tooltip2--active[role=tooltip]")
    tooltip.wait_for()
    assert tooltip.inner_text().startswith(begin)
    assert visit.foreign == []


def test_the_tab_key_reaches_a_glossary_term(visit: Visit) -> None:
    shown = visit.go("softmax/")
    shown.locator("#softmax a.headerlink").focus()
    shown.keyboard.press("Tab")
    wait_until(
        shown, "document.activeElement.tagName === 'ABBR'"
    )  # Material's script may move the focus while it loads.


def test_a_citation_leads_to_its_entry(visit: Visit) -> None:
    shown = visit.go("en/label-smoothing/")
    shown.locator("article a[data-cite=vaswani2017]").click()
    shown.wait_for_url(visit.address + "en/references/#vaswani2017")
    assert shown.locator("#vaswani2017").is_visible()
