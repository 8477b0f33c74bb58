/* Small services to readers: formulas are copied as TeX, the language switch keeps the place, and what Material leaves
   to the pointer answers to the keyboard too. Without this script nothing is lost but these. */
"use strict"
{
  const HEADINGS = "article :is(h2, h3, h4)[id]"
  const SCROLLERS = "article :is(div.arithmatex, .md-typeset__scrollwrap, table)"

  const formulaAt = node => (node instanceof Element ? node : node.parentElement)?.closest("math[data-tex]")
  const asTex = formula => {
    const dollars = formula.getAttribute("display") === "block" ? "$$" : "$"
    return dollars + formula.dataset.tex + dollars
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

  document.addEventListener("copy", event => {
    const content = selected()
    const formulas = content?.querySelectorAll("math[data-tex]") ?? []
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

  function prepare() {
    for (const scroller of document.querySelectorAll(SCROLLERS)) {
      if (scroller.scrollWidth > scroller.clientWidth) scroller.tabIndex = 0
      else scroller.removeAttribute("tabindex")
    }
    for (const label of document.querySelectorAll(".md-header__button[for^=__]:not([for^=__palette])")) {
      const named = label.htmlFor === "__drawer" ? ".md-nav--primary" : "[data-md-component=search-query]"
      label.tabIndex = 0
      label.setAttribute("role", "button")
      label.setAttribute("aria-label", document.querySelector(named).getAttribute("aria-label"))
    }
  }

  document.addEventListener("keydown", event => {
    const label = event.target instanceof Element && event.target.closest("label[role=button]")
    if (!label || (event.key !== "Enter" && event.key !== " ")) return
    event.preventDefault()
    label.click()
  })

  addEventListener("resize", prepare)
  prepare()
}
