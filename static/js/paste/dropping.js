// What is no text here, taken out and counted by name.

import { says, unwrap, words } from "./elements.js"
import { noteMarker } from "./lists.js"

const add = (dropped, name, count = 1) => count && dropped.set(name, (dropped.get(name) || 0) + count)

const take = (body, dropped, name, selector) => {
  const elements = [...body.querySelectorAll(selector)]
  add(dropped, name, elements.length)
  for (const element of elements) element.remove()
}

const COMMENT_MARKS = ".MsoCommentReference, a.msocomanchor, a[id^=cmnt_ref]"

const takeComments = (body, dropped) => {
  const marks = [...body.querySelectorAll(COMMENT_MARKS)].filter((mark) => !mark.parentElement.closest(COMMENT_MARKS))
  add(dropped, "comments", marks.length)
  for (const mark of marks) mark.remove()
  for (const note of body.querySelectorAll("a[id^=cmnt]")) (note.closest("div") || note.closest("p")).remove()
  for (const list of body.querySelectorAll("div"))
    if (says(list, /mso-element: ?comment-list/)) list.remove()
}

const takeHidden = (body, dropped) => {
  for (const element of body.querySelectorAll("*")) {
    if (says(element, /mso-list: ?ignore/)) noteMarker(element)
    else if (!says(element, /(^|;) ?(display: ?none|mso-hide: ?all)/)) continue
    else if (words(element)) add(dropped, "hidden text")
    element.remove()
  }
}

export const dropWhatIsNoText = (body, dropped) => {
  for (const element of body.querySelectorAll("style,script,meta,link,title,xml,noscript,template")) element.remove()
  for (const box of body.querySelectorAll("[role=checkbox] > img")) box.remove()
  take(body, dropped, "images", "img,svg,canvas")
  take(body, dropped, "embedded objects", "object,iframe,embed,video,audio")
  take(body, dropped, "deleted passages", "del[cite],del[datetime],.msoDel")
  takeComments(body, dropped)
  takeHidden(body, dropped)
  for (const element of body.querySelectorAll("*"))
    if (element.tagName.includes(":")) unwrap(element) // <o:p>, <w:sdt>, <v:shape>
}

const FORMATS = {
  "colours and fonts": ["font", /(^|;) ?(color|background(-color)?|font-family|font-size|mso-highlight):/],
  underlining: ["u,ins", /text-decoration[a-z-]*:[^;]*underline/],
  strikethrough: ["s,strike,del", /text-decoration[a-z-]*:[^;]*line-through/],
  alignment: ["center,[align=center],[align=right],[align=justify]", /text-align: ?(center|justify)/],
}

export const noteFormats = (body, dropped) => {
  for (const [name, [selector, pattern]] of Object.entries(FORMATS))
    if ([...body.querySelectorAll("*")].some((e) => (e.matches(selector) || says(e, pattern)) && !e.closest("a,table[align]")))
      add(dropped, name)
}

const REDIRECTS = /^https?:\/\/(?:www\.google\.[a-z.]+\/url|[a-z0-9.]+\.safelinks\.protection\.outlook\.com\/)/i

const address = (href) => {
  if (!REDIRECTS.test(href)) return href
  const { searchParams } = new URL(href)
  return searchParams.get("q") || searchParams.get("url") || href
}

export const fitLinks = (body, dropped) => {
  for (const link of body.querySelectorAll("a:not([data-note])")) {
    const href = address((link.getAttribute("href") || "").trim())
    if (/^(https?:|mailto:)/i.test(href)) link.setAttribute("href", href)
    else {
      if (link.hasAttribute("href") && words(link)) add(dropped, "links that lead nowhere from here")
      unwrap(link)
    }
  }
}
