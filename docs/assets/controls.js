/* The controls of a page: they turn a quantity, and every number of the page follows. All that they show was computed
   while the site was built and comes with the grid, a script that is loaded when a control is first touched; here is no
   mathematics but finding a place in a list. Without this script there are no controls, and the page is whole. */
"use strict"
{
  const SPEAKS_AFTER = 500 // ms without a change, so that not every step is spoken
  const SETTLES_AFTER = 200 // ms, for browsers refuse addresses that change too often

  let page = null // its controls, and what they move

  const child = (tag, parent, attributes = {}, text = "") => {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.textContent = text
    parent.append(element)
    return element
  }

  /* Build the controls into the element that the page holds for them. */
  function build(root) {
    const { controls, words, comma, announced } = JSON.parse(root.dataset.controls)
    page = { root, controls, words, comma, at: controls.map(control => control.start), grid: null, shown: null }
    root.replaceChildren()
    root.setAttribute("role", "group")
    root.setAttribute("aria-label", words.what_if)
    controls.forEach((control, index) => addControl(root, control, index))
    page.reset = child("button", root, { type: "button", class: "md-button", disabled: "" }, words.reset)
    page.reset.addEventListener("click", () => move(controls.map(control => control.start)))
    page.line = child("p", root, { class: "what-if__line", "aria-hidden": "true" }, announced)
    page.spoken = child("p", root, { class: "what-if__spoken", role: "status" })
    document.documentElement.classList.add("with-controls")
  }

  function addControl(root, control, index) {
    const id = `what-if-${control.name}`
    child("label", root, { for: id, class: control.symbol }, control.label)
    const range = { type: "range", id, class: control.symbol, min: 0, max: control.values.length - 1, step: 1 }
    range.value = control.start
    control.input = child("input", root, { ...range, "aria-valuetext": control.shown[control.start] })
    control.output = child("output", root, { for: id, class: control.symbol }, control.shown[control.start])
    control.input.addEventListener("input", () => move(Object.assign([...page.at], { [index]: control.input.valueAsNumber })))
    for (const touch of ["pointerdown", "focus"]) control.input.addEventListener(touch, load, { passive: true })
  }

  /* Ask for the grid, once. */
  function load() {
    if (page.script) return
    page.script = child("script", document.head, { src: page.root.dataset.grid })
    page.script.addEventListener("error", () => (page.line.textContent = page.spoken.textContent = page.words.no_grid))
  }

  window.whatIf = grid => {
    grid.series = grid.series.map(([axes, texts]) => [axes, texts.split("\n")])
    page.grid = grid
    collect(grid)
    show()
  }

  /* Find, once, what the grid speaks of. */
  function collect(grid) {
    const article = page.root.closest("article")
    page.article = article
    const passed = {} // how often each name has been met: a page may show a number in several formats
    page.numbers = Array.from(article.querySelectorAll("[data-ref]"), element => {
      const ref = element.getAttribute("data-ref")
      const known = grid.slots[ref] ?? []
      const nth = (passed[ref] = (passed[ref] ?? -1) + 1)
      const series = known[Math.min(nth, known.length - 1)]
      return { element, ref, nth, series, name: element.hasAttribute("value") ? "value" : "data-value" }
    })
    const lost = page.numbers.find(number => number.series === undefined)
    if (lost) throw new Error(`The grid of this page lacks ${lost.ref}`)
    for (const number of page.numbers) number.full = number.element.getAttribute(number.name)
    page.tex = new Map()
    page.marks = grid.marks.map(([id, name, series]) => ({ element: document.getElementById(id), name, series }))
    page.descriptions = Object.entries(grid.descriptions).map(([id, pieces]) => [document.getElementById(id), pieces])
    page.claims = grid.claims.map(([ref, series]) => ({
      series,
      holds: true,
      notes: new Map(),
      elements: article.querySelectorAll(`[data-claim="${CSS.escape(ref)}"], [id="claim:${CSS.escape(ref)}"] dt`),
    }))
    page.runs = grid.runs
      .map(run => [run, page.numbers.find(({ ref, nth }) => ref === run.first[0] && nth === run.first[1]).element])
      .filter(([, first]) => !first.closest("dt")) // The list at the page's foot names each once: see Run.list.
      .map(([run, first]) => new Run(run, first))
  }

  /* Return the text of a series where the controls stand. */
  function look(series) {
    const [axes, texts] = page.grid.series[series]
    return texts[axes.reduce((place, axis) => place * page.grid.shape[axis] + page.at[axis], 0)]
  }

  const last = list => list[list.length - 1]
  const spell = pieces => pieces.map(piece => (typeof piece === "number" ? look(piece) : piece)).join("")

  const hasMoved = () => page.at.some((place, index) => place !== page.controls[index].start)

  function write(element, text) {
    if (element.textContent !== text) element.textContent = text
  }

  /* Write a number, in brackets where it would read otherwise beside its neighbours in a formula. */
  function writeNumber(element, text) {
    write(element, text)
    const group = element.closest("[data-brackets]")
    if (!group || isBracketed(group) === new RegExp(group.dataset.brackets).test(text)) return
    if (isBracketed(group)) return group.replaceChildren(group.children[1])
    const [open, close] = Array.from("()", sign => {
      const bracket = document.createElementNS(group.namespaceURI, "mo")
      bracket.textContent = sign
      return bracket
    })
    group.prepend(open)
    group.append(close)
  }

  const isBracketed = group => group.children.length > 1

  /* Rows of a table, or the items of a list, of which there may be more or fewer. */
  class Run {
    constructor(run, first) {
      Object.assign(this, run)
      this.row = first.closest("tr")
      let node = this.row ?? first
      this.units = Array.from({ length: run.items }, (_, place) => {
        const comma = !this.row && place ? [node.previousSibling] : []
        const unit = [...comma, node]
        node = node.nextElementSibling
        return unit
      })
    }

    show() {
      const length = Number(look(this.length))
      while (this.units.length < length) this.units.push(this.another())
      this.units.forEach((unit, place) => {
        if (place >= length) unit.forEach(node => node.remove())
        else if (!unit[0].isConnected) last(this.units[place - 1]).after(...unit)
      })
      for (const unit of this.units.slice(this.items)) this.fill(last(unit))
      this.list()
    }

    another() {
      const comma = this.row ? [] : [document.createTextNode(page.comma)]
      const copy = last(last(this.units)).cloneNode(true)
      for (const number of Run.numbersOf(copy)) {
        const name = this.name.length
        const ref = number.getAttribute("data-ref").slice(name).replace(/\d+/, this.units.length)
        number.setAttribute("data-ref", this.name + ref)
        number.removeAttribute("id")
        number.removeAttribute("value")
      }
      return [...comma, copy]
    }

    fill(unit) {
      for (const number of Run.numbersOf(unit)) {
        const series = this.more[number.getAttribute("data-ref").slice(this.name.length)]
        if (series !== undefined) write(number, look(series))
      }
    }

    /* Name the items that there are, each once, in the list at the page's foot. */
    list() {
      const entry = document.getElementById(`number:${this.name}`)?.querySelector("dt")
      if (!entry) return
      const found = new Map()
      for (const number of page.article.querySelectorAll(`[data-ref^="${this.name}["]:not(.numbers *)`)) {
        const ref = number.getAttribute("data-ref")
        if (!found.has(ref)) found.set(ref, number)
      }
      const links = Array.from(found, ([ref, number]) => {
        number.id = number.id || `at:${ref.replace(/\[/g, ".").replace(/\]/g, "")}`
        const link = document.createElement("a")
        link.href = `#${number.id}`
        child("data", link, { class: "value", "data-ref": ref }, number.textContent)
        return [page.comma, link]
      })
      entry.replaceChildren(...links.flat().slice(1))
    }

    static numbersOf(node) {
      return node.matches("[data-ref]") ? [node] : node.querySelectorAll("[data-ref]")
    }
  }

  /* Show what the page is where the controls stand. */
  function show() {
    const moved = hasMoved()
    for (const { element, series } of page.numbers) writeNumber(element, look(series))
    if (moved !== page.shown) showDigits(moved)
    for (const run of page.runs) run.show()
    for (const { element, name, series } of page.marks) {
      if (name === "text") write(element, look(series))
      else element.setAttribute(name, look(series))
    }
    for (const [element, pieces] of page.descriptions) write(element, spell(pieces))
    for (const claim of page.claims) {
      const holds = look(claim.series) === "1"
      if (holds === claim.holds) continue
      claim.holds = holds
      for (const element of claim.elements) showClaim(claim, element, holds)
    }
    write(page.line, spell(page.grid.announce))
    clearTimeout(page.speaking)
    page.speaking = setTimeout(() => write(page.spoken, page.line.textContent), SPEAKS_AFTER)
  }

  /* The digits beyond those shown, and the checks, are those of the given values alone. */
  function showDigits(moved) {
    page.shown = moved
    document.documentElement.classList.toggle("with-moved-numbers", moved)
    for (const { element, name, full } of page.numbers) {
      if (moved) element.removeAttribute(name)
      else if (full !== null) element.setAttribute(name, full)
    }
  }

  function showClaim(claim, element, holds) {
    element.classList.toggle("fails", !holds)
    let note = claim.notes.get(element)
    if (holds) return note?.remove()
    if (!note) {
      note = document.createElement("span")
      note.className = "no-longer"
      note.textContent = page.words.no_longer
      claim.notes.set(element, note)
    }
    if (element.tagName === "DT") element.append(note)
    else element.after(note)
  }

  /* Let the controls stand somewhere, and the page follow. */
  function move(at, settle = true) {
    page.at = at
    page.controls.forEach((control, index) => {
      const shown = control.shown[at[index]]
      control.input.value = at[index]
      control.input.setAttribute("aria-valuetext", shown)
      write(control.output, shown)
    })
    page.reset.disabled = !hasMoved()
    load()
    if (page.grid) show()
    clearTimeout(page.settling)
    if (settle) page.settling = setTimeout(keepInAddress, SETTLES_AFTER)
  }

  function keepInAddress() {
    const state = page.controls.map((control, index) => `${control.name}=${control.values[page.at[index]]}`).join("&")
    history.replaceState(history.state, "", hasMoved() ? `#${state}` : location.pathname + location.search)
  }

  /* Read an address such as #epsilon=0.2&confidence=0.6; what it does not name stays as it is. It may end in &at=id, the
     heading that was being read where the address was followed. */
  function readAddress() {
    const state = new URLSearchParams(location.hash.slice(1))
    if (!page.controls.some(control => state.get(control.name))) return
    const at = page.controls.map((control, index) => {
      const wanted = Number(state.get(control.name) || NaN)
      if (Number.isNaN(wanted)) return page.at[index]
      const distances = control.values.map(value => Math.abs(value - wanted))
      return distances.indexOf(Math.min(...distances))
    })
    move(at, false)
    document.getElementById(state.get("at"))?.scrollIntoView()
  }

  /* Formulas are copied as TeX, in an attribute of theirs: let it hold the numbers that they show. */
  function showTex() {
    for (const formula of page.article?.querySelectorAll("math[data-places]") ?? []) {
      if (!page.tex.has(formula)) page.tex.set(formula, formula.getAttribute("alttext"))
      const numbers = formula.querySelectorAll("[data-ref]")
      const places = formula.getAttribute("data-places").split(" ").map((place, nth) => [...place.split("-"), nth])
      const tex = places
        .sort(([one], [other]) => other - one) // from the end, so that what is before keeps its place
        .reduce((tex, [from, to, nth]) => tex.slice(0, from) + writtenIn(numbers[nth]) + tex.slice(to), page.tex.get(formula))
      formula.setAttribute("alttext", tex)
    }
  }

  const POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
  const inTex = shown =>
    shown
      .replace(/×10([^)]+)/, (_, power) => ` \\times 10^{${Array.from(power, sign => "0123456789-"[POWERS.indexOf(sign)]).join("")}}`)
      .replace("−", "-")
      .replace("%", "\\%")
      .replace("∞", "\\infty")

  /* Return how TeX writes the number that an element shows. */
  function writtenIn(element) {
    const group = element.closest("[data-brackets]")
    return inTex((group ?? element).textContent)
  }

  const root = document.querySelector(".what-if[data-controls]")
  if (root) {
    build(root)
    readAddress()
    addEventListener("hashchange", readAddress)
    document.addEventListener("copy", showTex, true) // before it is read
  }
}
