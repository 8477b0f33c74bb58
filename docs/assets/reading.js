/* Small services to readers: formulas are copied as TeX, the language switch keeps the place, and what Material leaves
   to the pointer answers to the keyboard too. Without this script nothing is lost but these. */
"use strict"
{
  const HEADINGS = "article :is(h2, h3, h4)[id]"
  const SCROLLERS = "article :is(p.arithmatex, .wide-table, pre > code)"

  const formulaAt = node => (node instanceof Element ? node : node.parentElement)?.closest("math[alttext]")
  const asTex = formula => {
    const dollars = formula.getAttribute("display") === "block" ? "$$" : "$"
    return dollars + formula.getAttribute("alttext") + dollars
  }

  /* Return what is selected, formulas whole; a part of one token alone is text, so that a number can be copied. */
  function selected() {
    const selection = getSelection()
    if (selection.isCollapsed) return null
    const range = selection.getRangeAt(0).cloneRange()
    if (range.startContainer === range.endContainer && range.startContainer.nodeType === Node.TEXT_NODE) return null
    const [first, last] = [formulaAt(range.startContainer), formulaAt(range.endContainer)]
    if (first) range.setStartBefore(first)
    if (last) range.setEndAfter(last)
    return range.cloneContents()
  }

  /* Engines that know no MathML, such as Chromium before 109, would put fractions and vectors into one row of signs:
     there a formula is shown as TeX, its numbers as they are among words. */
  function showTex(formula) {
    const tex = formula.getAttribute("alttext")
    const numbers = [...formula.querySelectorAll("[data-ref]")]
    const places = formula.getAttribute("data-places")?.split(" ").map(place => place.split("-").map(Number)) ?? []
    if (places.some(([from], nth) => nth && from < places[nth - 1][0])) return // The script of controls counts them.
    const code = document.createElement("code")
    places.forEach(([from, to], nth) => {
      const data = document.createElement("data")
      for (const { name, value } of numbers[nth].attributes) data.setAttribute(name.replace("data-value", "value"), value)
      data.textContent = numbers[nth].textContent
      code.append(tex.slice(nth && places[nth - 1][1], from), data)
    })
    code.append(tex.slice(places.length && places[places.length - 1][1]))
    formula.replaceWith(code)
  }

  function laysOutFractions() {
    const box = document.createElement("div")
    box.innerHTML = "<math><mfrac><mn>1</mn><mn>1</mn></mfrac></math>"
    document.body.append(box)
    const [over, under] = Array.from(box.querySelectorAll("mn"), number => number.getBoundingClientRect().top)
    box.remove()
    return over < under
  }

  if (!("MathMLElement" in window) && !laysOutFractions()) document.querySelectorAll("math[alttext]").forEach(showTex)

  document.addEventListener("copy", event => {
    const content = selected()
    const formulas = content?.querySelectorAll("math[alttext]") ?? []
    if (!formulas.length) return
    const markup = document.createElement("div")
    markup.append(content.cloneNode(true))
    for (const formula of formulas) formula.replaceWith(asTex(formula))
    const text = document.createElement("div") // In the document, for only there do blocks become lines.
    text.style.cssText = "position: absolute; opacity: 0; pointer-events: none"
    text.append(content)
    document.body.append(text)
    event.clipboardData.setData("text/plain", text.innerText)
    event.clipboardData.setData("text/html", markup.innerHTML)
    text.remove()
    event.preventDefault()
  })

  /* Return the heading that is being read: the last one above the middle of the screen, unless the page begins there. */
  function place() {
    if (scrollY < innerHeight / 4) return location.hash
    const moved = location.hash.includes("=") ? location.hash.replace(/&at=.*/, "") : "" // by the controls of the page
    const passed = heading => heading.getBoundingClientRect().top < innerHeight / 2
    const heading = [...document.querySelectorAll(HEADINGS)].filter(passed).pop()
    return heading ? (moved ? `${moved}&at=${heading.id}` : `#${heading.id}`) : moved
  }

  document.addEventListener("click", event => {
    const link = event.target instanceof Element && event.target.closest(".md-select__link")
    if (link) link.hash = place()
  }, true) // before Material follows the link

  /* Material's buttons on a small screen are labels of a hidden box, which no key reaches. */
  function makeButton(label) {
    const button = document.createElement("button")
    button.className = label.className
    button.classList.add(`${label.htmlFor.slice(2)}-button`)
    button.setAttribute("aria-label", nameOf[label.htmlFor])
    button.append(...label.childNodes)
    button.addEventListener("click", () => {
      const box = document.getElementById(label.htmlFor)
      box.click()
      if (box.checked && label.htmlFor === "__search") query.focus() // As Material does at a click on the label.
    })
    label.replaceWith(button)
  }

  const query = document.querySelector("[data-md-component=search-query]")
  const nameOf = {
    __drawer: document.querySelector(".md-nav--primary")?.getAttribute("aria-label"),
    __search: query?.getAttribute("aria-label"),
  }
  for (const name of Object.keys(nameOf)) {
    document.querySelectorAll(`.md-header__button[for=${name}]`).forEach(makeButton)
  }
  document.querySelector(".md-search")?.setAttribute("aria-label", nameOf.__search)

  /* What is wider than the screen scrolls by keyboard as well. An observer is told once all is laid out: to ask before
     would hold the page up. */
  const measure = new ResizeObserver(entries => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0
      else target.removeAttribute("tabindex")
    }
  })

  /* On paper a link shows its address: to the published site, wherever this copy of the page lies. */
  function writeTargets() {
    const there = document.querySelector("link[rel=canonical]")?.href ?? location.origin + location.pathname
    const here = location.href.replace(/[?#].*/, "")
    let same = 0
    while (same < location.pathname.length && here.at(-1 - same) === there.at(-1 - same)) same += 1
    const [copy, published] = [here, there].map(address => address.slice(0, address.length - same))
    for (const link of document.querySelectorAll("article a[href]:not([href^='#'], .headerlink, .md-tag)")) {
      const { href } = link
      link.dataset.target = decodeURI(href.startsWith(copy) ? published + href.slice(copy.length) : href)
    }
  }

  /* Far below the first screen of a phone, blocks wait until it has nothing else to do, or somebody begins to move. */
  function layOutLater() {
    const { classList } = document.documentElement
    if (!classList.contains("from-top")) return
    const blocks = [...document.querySelectorAll("article > :is(.arithmatex, .wide-table, .highlight, figure)")]
    const layOutAll = () => classList.remove("from-top")
    const layOut = idle => {
      for (; blocks.length && idle.timeRemaining() > 0; blocks.shift()) {
        blocks[0].style.contentVisibility = "visible"
        blocks[0].getBoundingClientRect() // One at a time: a script that lays out many would hold the page up.
      }
      if (blocks.length) requestIdleCallback(layOut)
      else layOutAll()
    }
    requestIdleCallback(layOut)
    for (const type of ["pointerdown", "wheel", "keydown", "beforeprint"]) {
      addEventListener(type, layOutAll, { once: true, passive: true })
    }
  }

  /* Material gives each block of code a row of buttons, as if it were a place to go to. */
  new MutationObserver(() => {
    for (const buttons of document.querySelectorAll("nav.md-code__nav:not([role])")) buttons.setAttribute("role", "none")
  }).observe(document.querySelector("article"), { childList: true, subtree: true })

  for (const scroller of document.querySelectorAll(SCROLLERS)) measure.observe(scroller)
  addEventListener("beforeprint", writeTargets)
  layOutLater()
}
