// Word writes a list as paragraphs that say their level, Word online as one list for each item.

import { found, rename, setStyle, words } from "./elements.js"

const NUMBER = /^\(?[\p{L}\p{N}]{1,5}[.)、．）]/u

// The bullet or number that stands in the paragraph is what says which kind of list it is.
export const noteMarker = (ignored) => {
  const paragraph = ignored.closest("p,h1,h2,h3,h4,h5,h6")
  if (paragraph) paragraph.dataset.marker = words(ignored)
}

const placeOf = (paragraph) => {
  const level = found(paragraph, /mso-list: ?l\d+ level(\d+)/)
  return level && { level: Number(level[1]), tag: NUMBER.test(paragraph.dataset.marker || "") ? "ol" : "ul" }
}

const paragraphsOfWordOnline = (body) => {
  for (const item of body.querySelectorAll("li[data-aria-level]")) {
    const list = item.parentElement
    const paragraph = item.querySelector("p") ? rename(item, "div").firstElementChild : rename(item, "p")
    setStyle(paragraph, `mso-list:l0 level${item.dataset.ariaLevel}`)
    paragraph.dataset.marker = list.tagName === "OL" ? "1." : ""
    const outermost = list.closest(".ListContainerWrapper") || list
    outermost.before(paragraph)
    if (!words(list)) outermost.remove()
  }
}

const wordsLists = (body) => {
  let open = [] // the lists that are open, outermost first
  let last = null
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const place = placeOf(paragraph)
    if (!place) continue
    if (!last || paragraph.previousElementSibling !== last) open = []
    open.length = Math.min(open.length, place.level)
    if (open.length === place.level && open.at(-1).tagName.toLowerCase() !== place.tag) open.pop()
    while (open.length < place.level) {
      const list = body.ownerDocument.createElement(place.tag)
      const item = open.at(-1)?.lastElementChild
      if (item) item.append(list)
      else if (open.length) open.at(-1).appendChild(body.ownerDocument.createElement("li")).append(list)
      else paragraph.before(list)
      open.push(list)
    }
    const item = open.at(-1).appendChild(body.ownerDocument.createElement("li"))
    item.append(paragraph)
    last = open[0]
  }
}

// Google Docs puts a list within a list beside the item that it belongs to.
const nest = (body) => {
  for (const list of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    const item = list.previousElementSibling
    if (item) item.append(list)
    else list.replaceWith(body.ownerDocument.createElement("li").appendChild(list).parentNode)
  }
}

export const makeLists = (body) => {
  paragraphsOfWordOnline(body)
  wordsLists(body)
  nest(body)
}
