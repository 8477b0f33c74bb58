/* The card of a computed number, or of words tied to a claim: the pointer, a tap, or a link of the list at a page's
   foot opens it. Whatever it says stands in that list; without this script the list is all there is, and nothing is lost. */
"use strict"
{
  const OPENS_AFTER = 120 // ms, so that a pointer may pass over numbers on its way
  const CLOSES_AFTER = 250 // ms, so that it may travel from the number to the card
  const GAP = 6 // px

  const card = document.createElement("div")
  card.className = "number-card md-typeset"
  card.id = "number:card"
  card.setAttribute("role", "dialog")

  let number = null // whose card is open
  let timer = 0

  const claimOf = element => element.getAttribute("data-claim")
  const refOf = element => claimOf(element) ?? element.getAttribute("data-ref")
  const entryOf = element =>
    document.getElementById(claimOf(element) ? `claim:${refOf(element)}` : `number:${refOf(element).split("[")[0]}`)
  const isFocused = element => element.contains(document.activeElement)
  const isSelected = () => !getSelection().isCollapsed && card.contains(getSelection().anchorNode)

  function numberAt(node) {
    const found = node instanceof Element && node.closest("article :is([data-ref], [data-claim])")
    return found && !found.closest(".numbers") && entryOf(found) ? found : null
  }

  function paragraph(part) {
    const copy = document.createElement("p")
    copy.className = part.className
    copy.append(...part.cloneNode(true).childNodes)
    return copy
  }

  function fill() {
    const entry = entryOf(number)
    const full = number.getAttribute("value") ?? number.getAttribute("data-value")
    card.replaceChildren(...Array.from(entry.querySelectorAll("dd"), paragraph))
    if (full && (full !== number.textContent || !isNaN(full))) { // A word has no more digits.
      const precise = document.createElement("code")
      precise.className = "full"
      precise.textContent = full
      card.firstChild.after(precise)
    }
    const link = document.createElement("a")
    link.href = `#${entry.id}`
    link.textContent = entry.closest(".numbers").querySelector("summary").textContent
    card.querySelector(".origin").append(" ", link)
    card.querySelector(".name code").textContent = refOf(number)
    card.setAttribute("aria-label", refOf(number))
  }

  function place() {
    if (!number) return
    const box = number.getBoundingClientRect()
    const { clientWidth, clientHeight } = document.documentElement
    const { offsetWidth, offsetHeight } = card
    const left = Math.max(GAP, Math.min(box.left, clientWidth - offsetWidth - GAP))
    const below = box.bottom + GAP + offsetHeight <= clientHeight || box.top < clientHeight / 2
    const top = below ? box.bottom + GAP : box.top - GAP - offsetHeight
    card.style.left = `${left + scrollX}px`
    card.style.top = `${top + scrollY}px`
  }

  function open(wanted) {
    clearTimeout(timer)
    if (wanted === number) return
    close()
    number = wanted
    number.classList.add("asked")
    number.setAttribute("aria-describedby", card.id)
    document.body.append(card)
    fill()
    place()
  }

  function close() {
    clearTimeout(timer)
    if (!number) return
    if (isFocused(card)) number.focus()
    number.classList.remove("asked")
    number.removeAttribute("aria-describedby")
    number = null
    card.remove()
  }

  /* Follow a link within the page to a number, which opens its card, or to an entry of the list. */
  function visit(hash) {
    const target = document.getElementById(hash.slice(1))
    if (!target) return
    const found = numberAt(target)
    const entry = target.matches(".numbers [id]")
    if (!found && !entry) return
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true
    if (found) found.setAttribute("tabindex", "-1") // Numbers are no tab stops: there are too many of them.
    target.scrollIntoView({ block: "center", behavior: "instant" })
    ;(found ?? target.querySelector("a")).focus({ preventScroll: true })
    if (found) open(found)
  }

  document.addEventListener("pointerover", event => {
    if (event.pointerType === "touch") return
    clearTimeout(timer)
    const found = numberAt(event.target)
    if (found) timer = setTimeout(open, OPENS_AFTER, found)
    else if (!number || card.contains(event.target) || event.buttons) return
    else if (!isFocused(number) && !isFocused(card) && !isSelected()) timer = setTimeout(close, CLOSES_AFTER)
  })

  document.addEventListener("pointerup", event => {
    const found = numberAt(event.target)
    if (found && !found.closest("a")) open(found)
    else if (!card.contains(event.target) && !isSelected()) close()
  })

  document.addEventListener("click", event => {
    const link = event.target instanceof Element && event.target.closest("a[href*='#']")
    if (link && link.pathname === location.pathname) setTimeout(visit, 0, link.hash)
  })

  document.addEventListener("focusin", event => {
    const around = event.target.contains(number) // a table that scrolls takes the focus when it is touched
    if (number && !around && !number.contains(event.target) && !card.contains(event.target)) close()
  })

  document.addEventListener("keydown", event => {
    if (event.key === "Escape") close()
    if (event.key !== "Tab" || !number) return
    /* The card stands at the end of the document, but right behind its number for whoever walks by keyboard. */
    const stops = [number, ...card.querySelectorAll("a")]
    const now = stops.indexOf(document.activeElement)
    if (now < 0) return
    const next = stops[now + (event.shiftKey ? -1 : 1)]
    if (next) event.preventDefault()
    ;(next ?? number).focus()
  })

  addEventListener("resize", place)
  document.addEventListener("scroll", event => event.target !== document && place(), true) // of a table or a formula

  visit(location.hash)
}
