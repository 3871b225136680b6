// A footnote is two links that point at one another: every program that writes notes as HTML does
// so (Word, LibreOffice, Google Docs, Wikipedia, this portal), each under names of its own.

import { says, words } from "./elements.js"

const fragment = (link) => {
  const [, name] = (link.getAttribute("href") || "").split("#")
  try {
    return decodeURIComponent(name || "")
  } catch {
    return name
  }
}

const placesIn = (body) => {
  const places = new Map()
  for (const element of body.querySelectorAll("[id],[name]"))
    for (const name of [element.id, element.getAttribute("name")])
      if (name && !places.has(name)) places.set(name, element)
  return places
}

const follows = (element, other) => other.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING

export const takeFootnotes = (body) => {
  const places = placesIn(body)
  const links = [...body.querySelectorAll("a[href*='#']")]
  const targetOf = (link) => places.get(fragment(link))
  const leadsTo = (link, other) => targetOf(link) && (targetOf(link) === other || targetOf(link).contains(other))

  const holdsOneNote = (element, reference) =>
    !element.contains(reference) &&
    new Set(links.filter((l) => !element.contains(l)).map(targetOf).filter((at) => element.contains(at || null)))
      .size === 1
  const holderOf = (place, reference) =>
    [place.closest("li"), place.closest("div"), place.closest("p")].find(
      (element) => element && holdsOneNote(element, reference),
    )

  const notes = new Map() // what holds a note: its references
  for (const link of links) {
    const place = targetOf(link)
    if (!place || !follows(place, link) || [...notes.keys()].some((note) => note.contains(link))) continue
    const holder = holderOf(place, link)
    const back = holder && links.find((each) => holder.contains(each) && leadsTo(each, link))
    if (holder && (back || notes.has(holder))) notes.set(holder, [...(notes.get(holder) || []), link])
  }
  return listOf(body, notes, links, leadsTo)
}

const listOf = (body, notes, links, leadsTo) => {
  const list = body.ownerDocument.createElement("ol")
  for (const [holder, references] of notes) {
    for (const link of links)
      if (holder.contains(link) && references.some((each) => leadsTo(link, each))) removeWithWrapping(link)
    dropRuleBefore(holder)
    const item = list.appendChild(body.ownerDocument.createElement("li"))
    item.append(...(holder.tagName === "P" ? [holder.cloneNode(true)] : holder.childNodes))
    trimStart(item)
    for (const link of references) refer(link, list.children.length)
    holder.remove()
  }
  for (const rest of body.querySelectorAll("div"))
    if (says(rest, /mso-element: ?(foot|end)note-list/)) rest.remove()
  if (list.firstChild) body.append(list)
  return list
}

const removeWithWrapping = (link) => {
  let outermost = link
  while (outermost.parentElement.matches("sup,span,cite,b") && words(outermost.parentElement) === words(link))
    outermost = outermost.parentElement
  outermost.remove()
}

const dropRuleBefore = (holder) => {
  if (holder.previousElementSibling?.tagName === "HR") holder.previousElementSibling.remove()
}

const trimStart = (item) => {
  const walker = item.ownerDocument.createTreeWalker(item, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    walker.currentNode.data = walker.currentNode.data.replace(/^[\s↑^.]+/, "")
    if (walker.currentNode.data) return
  }
}

const refer = (link, number) => {
  const reference = link.ownerDocument.createElement("a")
  reference.href = `#fn${number}`
  reference.dataset.note = ""
  reference.append(String(number))
  const around = link.parentElement
  ;(around.tagName === "SUP" && words(around) === words(link) ? around : link).replaceWith(reference)
}
