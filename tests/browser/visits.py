"""One visit a page and kind of screen: whatever can be measured without changing the page is measured on that visit."""

from __future__ import annotations

import re
from collections.abc import Callable
from pickle import dumps, loads
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Page

from tests.browser import probes
from tests.browser.tabs import Tab, Visit, switch_language, wait_for_all, wait_until
from tests.published import ROOT, made_once

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ARTEFACTS = ROOT / "tests" / "artefacts"
SCREENS = {"phone": 390, "desk": 1440}
DESKS = [1440, 1280, 1920]

Found = dict[str, Any]


class Visits:
    """What pages show on a phone, on a desk, without scripts, and with their controls moved."""

    def __init__(
        self, touch_tab: Tab, tab: Tab, unscripted: Page, address: str, factory: pytest.TempPathFactory
    ) -> None:
        self._touch_tab, self._tab, self._unscripted, self._address = touch_tab, tab, unscripted, address
        self._factory, self._found = factory, dict[tuple[str, str], Found]()

    def at(self, path: str, width: int = SCREENS["desk"]) -> Found:
        """Return what is measured at a width; an address with a position of controls shows a page that has moved."""
        if "#" in path:
            return self.moved(path)
        return self.phone(path) if width == SCREENS["phone"] else self.desk(path) | self.desk(path).get(str(width), {})

    def phone(self, path: str) -> Found:
        """Return what a first visit with a phone finds; then it searches, which must ask for the index."""
        return self._once("phone", path, self._phone)

    def desk(self, path: str) -> Found:
        """Return what a first visit at a desk finds, on paper, in several widths, and of the switch of languages."""
        return self._once("desk", path, self._desk)

    def unscripted(self, path: str) -> Found:
        """Return what is there without scripts, on a phone."""
        return self._once("unscripted", path, self._without_scripts)

    def moved(self, path: str) -> Found:
        """Return what a page shows at the position of its controls that the address names."""
        return self._once("moved", path, self._moved)

    def _once(self, kind: str, path: str, look: Callable[[str], Found]) -> Found:
        """Return what one of the processes that share a run has found."""
        if (kind, path) not in self._found:
            name = re.sub(r"\W", "_", f"{kind} {path}")
            kept = made_once(self._factory, name, lambda folder: (folder / "found").write_bytes(dumps(look(path))))
            self._found[kind, path] = loads((kept / "found").read_bytes())
        return self._found[kind, path]

    def _phone(self, path: str) -> Found:
        page = self._touch_tab.page
        found = self._first_visit(self._touch_tab, "phone", path)
        found |= {"waiting": page.evaluate(probes.WAITING), "text": text(page)}
        page.route("**/search_index.json", lambda route: route.abort())  # Others search; to read it takes long.
        with page.expect_request("**/search_index.json"):
            page.locator(".md-header .search-button").tap()
        wait_until(page, "window.document$")
        found["focused"] = page.evaluate("document.activeElement.dataset.mdComponent ?? ''")
        self._touch_tab.reset()
        return found

    def _desk(self, path: str) -> Found:
        page = self._tab.page
        found = self._first_visit(self._tab, "desk", path)
        found |= {"fonts": page.evaluate(probes.FONTS), "read": page.evaluate(probes.READ)}
        page.evaluate(probes.WITHOUT_TRANSITIONS)
        found["paper"] = self._on_paper(page)
        page.emulate_media(media="screen")
        for width in DESKS[1:]:
            page.set_viewport_size({"width": width, "height": 900})
            wait_for_all(page)
            found[str(width)] = page.evaluate(probes.LOOK)
        if not path.endswith("404.html"):  # It has no address in another language.
            found["switched"] = self._switched(page)
        self._tab.reset()
        return found

    def _first_visit(self, tab: Tab, screen: str, path: str) -> Found:
        tab.page.set_viewport_size({"width": SCREENS[screen], "height": 900})
        visit = Visit(tab.page, self._address)
        with tab.page.add_init_script(probes.WATCH_SHIFTS):
            wait_for_all(visit.go(path))  # What waits to be laid out has no height to measure.
        found = tab.page.evaluate(probes.LOOK) | {"picture": picture(tab.page, screen, path)}
        found |= {"sizes": visit.sizes(), "shifts": tab.page.evaluate("window.shifts")}
        visit.end()
        found |= {"language": tab.page.get_attribute("html", "lang"), "asked": visit.asked}
        return found | {"foreign": visit.foreign, "complaints": visit.complaints}

    def _on_paper(self, page: Page) -> Found:
        """Return what is printed from a dark screen."""
        page.emulate_media(media="print", color_scheme="dark")
        page.set_viewport_size({"width": probes.PAPER, "height": 1000})
        wait_until(page, "document.body.dataset.mdColorScheme === 'slate'")
        wait_for_all(page)
        unprinted = page.locator(probes.UNPRINTED)
        found = {"unprinted": unprinted.count(), "shown": unprinted.filter(visible=True).count()}
        return found | {"cut": page.evaluate(probes.CUT, probes.PAPER), "ink": page.evaluate(probes.INK)}

    def _switched(self, page: Page) -> Found:
        """Return the address that the language switch leads to, whose page is not loaded: it has a visit of its own."""
        visit = Visit(page, self._address)
        page.route("**/", lambda route: route.fulfill(status=204))
        with page.expect_request(lambda request: request.is_navigation_request()) as left:
            link = switch_language(page)
        visit.end()
        address = left.value.url + link.evaluate("link => link.hash")
        return {"address": address.removeprefix(self._address), "foreign": visit.foreign}

    def _without_scripts(self, path: str) -> Found:
        page = self._unscripted
        page.goto(self._address + path)
        computed = {
            "formula": page.locator("article math mn.value").count(),
            "text": page.locator("data.value").count(),
        }
        buttons = page.locator("button:visible:not([hidden])").all()
        dead = page.locator("label[for=__search]:visible, [data-md-component=palette] label:visible").count()
        kinds = {button.evaluate(KIND) for button in buttons}
        return {"computed": computed, "buttons": kinds, "dead": dead, "text": text(page)}

    def _moved(self, path: str) -> Found:
        page = self._tab.page
        page.set_viewport_size({"width": SCREENS["desk"], "height": 900})
        visit = Visit(page, self._address)
        visit.go(path).locator("html.with-moved-numbers").wait_for()
        wait_for_all(page)
        article = page.locator("article")
        found = {name: article.evaluate(probe) for name, probe in probes.MOVED.items()}
        found |= {"no_longer": page.locator(".no-longer").count(), "foreign": visit.foreign}
        found |= page.evaluate(probes.LOOK) | {"complaints": visit.complaints}
        visit.end()
        self._tab.reset()
        return found


KIND = "button => button.closest('.md-select') ? 'menu' : button.outerHTML"


def text(page: Page) -> str:
    """Return the text of the article without what differs with and without scripts for a reason."""
    page.evaluate("document.querySelector('.what-if')?.remove()")  # Controls need the script.
    page.evaluate("document.querySelector('article noscript')?.remove()")  # Of 404.html; test_not_found reads it.
    return page.locator("article").inner_text()


def picture(page: Page, screen: str, path: str) -> Path:
    """Keep a picture of what the screen shows first, to look at."""
    language = "en" if path.startswith("en/") else "zh"
    name = path.removeprefix("en/").removesuffix(".html").strip("/") or "home"
    kept = ARTEFACTS / f"{name}-{language}-{SCREENS[screen]}.jpeg"
    page.screenshot(path=kept, type="jpeg", quality=70)
    return kept
