"""What the tests measure on a page without changing it: expressions for the browser."""

from __future__ import annotations

# Shifts since the page began to load, each with what was shifted.
WATCH_SHIFTS = """
window.shifts = []
new PerformanceObserver(list => {
    const named = ({ node }) => (node?.outerHTML ?? node?.data ?? "").slice(0, 80)
    for (const { hadRecentInput, value, sources } of list.getEntries())
        if (!hadRecentInput) window.shifts.push(`${value}: ${sources.map(named)}`)
}).observe({ type: "layout-shift", buffered: true })"""

# What slides to its place at another width, or fades into other colours, is there at once.
WITHOUT_TRANSITIONS = """(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync("*, ::before, ::after { transition: none !important }")
    document.adoptedStyleSheets.push(sheet)
})()"""

BEYOND_THE_SCREEN = """() => {
    const scrolls = element => ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
    const inside = element => element && (scrolls(element) || inside(element.parentElement))
    return [...document.querySelectorAll("article *")]
        .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !inside(element))
        .map(element => element.outerHTML.slice(0, 80))
}"""

OUTSIDE = """() => [...document.querySelectorAll("article .drawing svg")].flatMap(figure => {
    const frame = figure.getBoundingClientRect()
    return [...figure.querySelectorAll("text")].filter(text => {
        const { left, right, top, bottom } = text.getBoundingClientRect()
        return left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom
    }).map(text => text.textContent)
})"""

# Labels of figures that a curve runs through; straight lines, such as those of a scale, may.
CROSSED = """() => [...document.querySelectorAll("article .drawing svg")].flatMap(figure => {
    const labels = [...figure.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()])
    const curves = [...figure.querySelectorAll("path:not(defs path)")].filter(path =>
        getComputedStyle(path).stroke !== "none" && path.getAttribute("d").match(/[LC]/g)?.length > 1)
    return curves.flatMap(curve => {
        const [length, onScreen] = [curve.getTotalLength(), curve.getScreenCTM()]
        const points = Array.from({ length: length / 2 }, (_, step) =>
            curve.getPointAtLength(2 * step).matrixTransform(onScreen))
        return labels.filter(([, { left, right, top, bottom }]) => points.some(({ x, y }) =>
            left < x && x < right && top + (bottom - top) / 4 < y && y < bottom - (bottom - top) / 4))
            .map(([label]) => label)
    })
})"""

# Of each column on the right, where its numbers have their units: the place behind the whole part of each.
POINTS = """() => [...document.querySelectorAll("article table")].flatMap(table => {
    const columns = {}
    for (const cell of table.querySelectorAll("td[style*=right]")) {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
        while (walker.nextNode()) {
            const whole = walker.currentNode.data.match(/^[+−-]?[\\d,]+(?=\\.?\\d*(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?%?$)/)
            if (!whole || !cell.offsetWidth || cell.querySelector("math")) continue
            const range = document.createRange()
            range.setStart(walker.currentNode, 0)
            range.setEnd(walker.currentNode, whole[0].length)
            ;(columns[cell.cellIndex] ??= []).push(range.getBoundingClientRect().right)
        }
    }
    return Object.values(columns)
})"""

SIDES = """selector => [...document.querySelectorAll(selector)]
    .map(block => block.getBoundingClientRect()).map(({ left, right }) => [left, right])"""

# Of each number without digits, how far it ends before the edge of what its cell holds.
EDGES = """() => [...document.querySelectorAll("article td[style*=right]")].filter(cell => cell.offsetWidth)
    .filter(cell => /^[+−]?(?:∞|NaN)$/.test(cell.textContent.trim())).map(cell => {
        const range = document.createRange()
        range.selectNodeContents(cell)
        const edge = cell.getBoundingClientRect().right - parseFloat(getComputedStyle(cell).paddingRight)
        return edge - range.getBoundingClientRect().right
    })"""

SCROLLERS = "article > :is(.arithmatex, .wide-table, .highlight)"
CUT_BELOW = """() => [...document.querySelectorAll("article p.arithmatex")]
    .map(formula => formula.scrollHeight - formula.clientHeight)"""
PROBES = {
    "scroll_width": "() => document.documentElement.scrollWidth",
    "beyond": BEYOND_THE_SCREEN,
    "points": POINTS,
    "edges": EDGES,
    "outside": OUTSIDE,
    "crossed": CROSSED,
    "cut_below": CUT_BELOW,
    "paragraphs": f"() => ({SIDES})('article > p:not(.arithmatex)')",
    "wide": f"() => ({SIDES})('{SCROLLERS}')",
    "blocks": f"() => ({SIDES})('article > :is(.arithmatex, .wide-table, .highlight, figure, p)')",
    "formulas": f"() => ({SIDES})('article > .arithmatex > math')",
    "sidebars": f"() => ({SIDES})('.md-sidebar--primary, .md-sidebar--secondary')",
}
LOOK = f"() => ({{ {', '.join(f'{name}: ({probe})()' for name, probe in PROBES.items())} }})"

# What is not laid out yet, since it lies far below.
WAITING = """[...document.querySelectorAll("article *")].filter(element =>
    element.checkVisibility() && !element.checkVisibility({ contentVisibilityAuto: true })).length"""

FONTS = """document.fonts.ready.then(() => ({
    formulas: document.querySelectorAll("math").length,
    ready: document.fonts.check("16px STIX Two Math", "𝑧"),
    loaded: [...document.fonts].filter(font => font.status === "loaded").length,
}))"""

# The numbers with their values, and the formulas as TeX.
READ = """[
    [...document.querySelectorAll("article [data-ref]")].map(number => [
        number.dataset.ref, number.getAttribute("value") ?? number.dataset.value, number.textContent, number.id]),
    [...document.querySelectorAll("article math")].map(formula => formula.getAttribute("alttext")),
]"""

# On paper
PAPER = 688  # what is between the margins of A4, in CSS pixels
UNPRINTED = ".md-header, .md-sidebar, .md-footer, .md-top, .md-tags, .headerlink, .md-code__nav, .numbers"
CUT = """width => [...document.querySelectorAll("article *")].filter(element => {
    const { left, right, width: own } = element.getBoundingClientRect()
    const { overflowX } = getComputedStyle(element)
    const hides = overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1
    return own && !element.closest("svg") && (hides || right > width + 1 || left < -1)
}).map(element => element.outerHTML.slice(0, 90))"""
INK = "document.querySelector('article p') && getComputedStyle(document.querySelector('article p')).color"

# What controls move
NUMBERS = "article => [...article.querySelectorAll('[data-ref]')].map(e => [e.dataset.ref, e.textContent])"
MARKS = """article => [...article.querySelectorAll('svg [id]')].map(mark => [
  mark.id,
  mark.children.length ? '' : mark.textContent,
  ...['d', 'x', 'y', 'cx', 'cy'].map(name => mark.getAttribute(name)),
])"""
DESCRIPTIONS = "article => [...article.querySelectorAll('svg > desc')].map(desc => desc.textContent)"
FAILING = "article => [...article.querySelectorAll('.claim.fails')].map(claim => claim.dataset.claim)"
MOVED = {"numbers": NUMBERS, "marks": MARKS, "descriptions": DESCRIPTIONS, "failing": FAILING}
