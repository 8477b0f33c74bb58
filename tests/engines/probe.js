/* What is wrong with the page as it is laid out now, and the boxes of its formulas; an expression that gives a promise. */
(async () => {
  document.documentElement.classList.remove("from-top") // Lay out what lies far below, too.
  await document.fonts.ready
  const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  const wrong = []
  const root = document.documentElement
  await frames()
  /* A busy engine may take a while to lay out what a new width changes. */
  for (let waited = 0; root.scrollWidth > root.clientWidth && waited < 60; waited++) await frames()
  const note = (what, element) => wrong.push(`${what}: ${(element.getAttribute?.("alttext") ?? element.outerHTML).slice(0, 60)}`)
  const hasLine = style => style.textDecorationLine.includes("underline") && !/[,/] ?0\)$/.test(style.textDecorationColor)

  /* A row is stacked where a token begins left of the one before it. */
  const stacked = row => {
    const lefts = [...row.children].filter(token => token.localName !== "mspace").map(token => token.getBoundingClientRect().left)
    return lefts.some((left, place) => left < lefts[place - 1] - 4)
  }

  if (root.scrollWidth > root.clientWidth) note(`the page scrolls sideways by ${root.scrollWidth - root.clientWidth}`, root)
  for (const box of document.querySelectorAll("article p.arithmatex")) {
    const formula = box.querySelector("math")
    if (!formula?.getClientRects().length) continue // Within closed details.
    const [outer, inner, style] = [box.getBoundingClientRect(), formula.getBoundingClientRect(), getComputedStyle(box)]
    const room = outer.width - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    const aside = (inner.left + inner.right - outer.left - outer.right) / 2
    if ([formula, ...formula.querySelectorAll("mrow, mtd")].some(stacked)) note("stacked", formula)
    if (inner.width <= room && Math.abs(aside) > 2) note(`off centre by ${aside}`, formula)
    if (inner.width > outer.width && (style.overflowX !== "auto" || inner.left < outer.left - 1
      || box.scrollWidth < inner.width - 1)) note("cut at a side", formula)
    if (inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1) note("cut above or below", formula)
  }
  const body = document.body
  /* What closed details hold, or what cannot be seen, has the box that the last layout left. */
  const parts = [...document.querySelectorAll("body *:not(details:not([open]) > :not(summary), details:not([open]) > :not(summary) *)")]
    .filter(part => part.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  const links = document.querySelectorAll("article :is(p, li, dd) > a[href]:not(.headerlink, .md-tag, .md-button)")
  const layouts = [body.dataset.mdColorScheme, body.dataset.mdColorScheme === "slate" ? "default" : "slate"].map(scheme => {
    body.dataset.mdColorScheme = scheme // Kept for the next width, which begins with it: each change costs a layout.
    for (const link of links) if (!hasLine(getComputedStyle(link))) note(`no line below the link, ${scheme}`, link)
    for (const claim of document.querySelectorAll("article .claim"))
      if (["transparent", "rgba(0, 0, 0, 0)"].includes(getComputedStyle(claim).backgroundColor)) note(`no mark, ${scheme}`, claim)
    return parts.map(part => part.getBoundingClientRect())
  })
  parts.forEach((part, nth) => {
    const [one, other] = layouts.map(layout => layout[nth])
    if (["x", "y", "width", "height"].some(side => Math.abs(one[side] - other[side]) > 0.1)) note("other colours move it", part)
  })
  const texts = document.createTreeWalker(document.querySelector("article") ?? body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { parentElement, data } = texts.currentNode
    const place = data.search(/(?<=\p{Script=Han})[，。：；](?=\p{Script=Han})/u)
    if (place < 0 || !parentElement.matches("p") || !parentElement.closest("[lang]").lang.startsWith("zh")) continue
    const range = document.createRange()
    range.setStart(texts.currentNode, place)
    range.setEnd(texts.currentNode, place + 1)
    const { width } = range.getBoundingClientRect()
    if (width && width < 0.9 * parseFloat(getComputedStyle(parentElement).fontSize)) note("narrow punctuation", parentElement)
  }
  const boxes = [...document.querySelectorAll("article p.arithmatex math :is(mfrac, munder, mover, mtable, msqrt, mtr)")]
    .map(part => [part, part.getBoundingClientRect()])
    .filter(([, { width }]) => width)
    .map(([part, { width, height }]) => [part.localName, width, height, part.closest("math").getAttribute("alttext").slice(0, 60)])
  return { wrong, boxes }
})()
