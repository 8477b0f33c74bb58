"""axe on a page: what is wrong by the rules of WCAG 2.2 AA, with the contrast of formulas measured beside it."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

# To measure contrast takes axe most of its time, and what looks the same upon the same layers has the same: it measures
# that until one passes. What may lie over others, by its position, is measured each time, as is what fails. To find out
# that an element has no words of its own takes axe long, too; below words of drawings it never finds a background.
ONCE_A_LOOK = """
const check = axe._audit.checks["color-contrast"], { evaluate } = check, passed = new Set()
const rule = axe._audit.rules.find(({ id }) => id === "color-contrast"), { matches } = rule
const layers = element => {
    if (!element) return ""
    if (axe.layers.has(element)) return axe.layers.get(element)
    const { position, backgroundColor, backgroundImage, opacity, mixBlendMode } = getComputedStyle(element)
    const below = layers(element.parentElement)
    const aside = ["absolute", "fixed", "sticky"].includes(position)
    const all = below === null || aside ? null : [below, backgroundColor, backgroundImage, opacity, mixBlendMode].join()
    axe.layers.set(element, all)
    return all
}
const look = element => {
    const { color, webkitTextFillColor, webkitTextStroke, textShadow, fontSize, fontWeight } = getComputedStyle(element)
    const ink = [color, webkitTextFillColor, webkitTextStroke, textShadow, fontSize, fontWeight]
    return [layers(element), ...ink].join()
}
const wordless = element => element.ownerSVGElement || !element.matches("input, select, textarea")
    && ![...element.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim())
rule.matches = (element, ...rest) =>
    !wordless(element) && !passed.has(look(element)) && matches.call(rule, element, ...rest)
check.evaluate = function (element, ...rest) {
    if (passed.has(look(element))) return true
    let measured
    const data = found => { measured = found.contrastRatio; this.data(found) } // Of what is hidden there is none.
    const verdict = evaluate.call({ ...this, data }, element, ...rest)
    if (verdict && measured && layers(element) !== null) passed.add(look(element))
    return verdict
}"""
SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
AXE = f"{SCRIPT};{{{ONCE_A_LOOK}}}; null"

# Axe reads no formula, so that a heading of a column which is one seems empty to it; `HEADLESS` looks instead.
RUN = """([context, runOnly]) => {
    axe.layers = new WeakMap()
    const rules = { "empty-table-header": { enabled: false } }
    return axe.run(context, { runOnly, resultTypes: ["violations"], preload: false, rules })
        .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`)))
}"""
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
COLOURS = [CONTRAST, "link-in-text-block"]  # All that another scheme can change.
HEADLESS = """[...document.querySelectorAll("th")]
    .filter(heading => !heading.textContent.trim()).map(heading => heading.outerHTML)"""

# The ratio of WCAG between the colour of an element and what is below it, each painted on a canvas for its components.
RATIO = """element => {
    const around = []
    for (let at = element; at; at = at.parentElement) around.unshift(getComputedStyle(at).backgroundColor)
    const layers = ["white", ...around]
    const ink = getComputedStyle(element).color
    const known = (window.ratios ??= {})
    const key = [...layers, ink].filter(colour => colour !== "rgba(0, 0, 0, 0)").join()
    if (key in known) return known[key]
    const painted = colours => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d")
        for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1) }
        const linear = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    const [one, other] = [painted(layers), painted([...layers, ink])]
    return known[key] = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}"""
# The signs of formulas that stand out too little to be read: of a single one axe says nothing.
PALE = f"""() => [...document.querySelectorAll("article math *")]
    .filter(sign => !sign.children.length && sign.textContent.trim())
    .filter(sign => ({RATIO})(sign) < 4.5).map(sign => sign.outerHTML)"""


def violations(page: Page, rules: list[str], context: str | dict[str, list[str]] = "html") -> list[str]:
    """Return what axe objects to."""
    found: list[str] = page.evaluate(RUN, [context, rules])
    return found
