// What is pasted into the editor, made into what the portal keeps, and a line that says what went.
//
// The strict policy makes the browser refuse the styles that Google Docs and Word say everything
// with, so bold, italic and lists are read from the styles here, before the editor sees the text.
// Without it a text from Google Docs arrives all bold and a list from Word as paragraphs with "·".

import { Extension, Plugin } from "django-prose-editor/editor"

import { dropWhatIsNoText, fitLinks, noteFormats } from "./paste/dropping.js"
import { parsePasted, rename, says, unwrap, words, wrapContent } from "./paste/elements.js"
import { takeFootnotes } from "./paste/footnotes.js"
import { makeLists } from "./paste/lists.js"
import { makeTables } from "./paste/tables.js"
import { keptIn, sentence } from "./paste/telling.js"

const BLOCKS = "p,h1,h2,h3,h4,h5,h6,ul,ol,table,blockquote,div"
const HEADINGS = "h1,h2,h3,h4,h5,h6"

// Google Docs wraps everything in <b style="font-weight:normal">, and says bold by a weight.
const styleToTags = (body) => {
  for (const element of body.querySelectorAll("b,strong"))
    if (says(element, /font-weight: ?(normal|[1-4]00)/)) unwrap(element)
  for (const element of body.querySelectorAll("i,em"))
    if (says(element, /font-style: ?normal/)) unwrap(element)
  for (const element of body.querySelectorAll("span,font")) {
    if (!words(element)) continue
    if (says(element, /font-weight: ?(bold|[6-9]00)/)) wrapContent(element, "strong")
    if (says(element, /font-style: ?italic/)) wrapContent(element, "em")
    if (says(element, /vertical-align: ?super/)) wrapContent(element, "sup")
    if (says(element, /vertical-align: ?sub/)) wrapContent(element, "sub")
  }
}

// The page's own title is its h1, so that those of the text begin one level down.
const fitHeadings = (body) => {
  for (const title of body.querySelectorAll("p.MsoTitle,p.title")) rename(title, "h1")
  for (const heading of body.querySelectorAll("[role=heading][aria-level]"))
    rename(heading, `h${Math.min(heading.getAttribute("aria-level"), 6)}`)
  const down = body.querySelector("h1") ? 1 : 0
  for (const heading of body.querySelectorAll(HEADINGS)) {
    for (const bold of heading.querySelectorAll("strong,b")) unwrap(bold)
    rename(heading, Number(heading.tagName[1]) + down > 2 ? "h3" : "h2")
  }
}

const dropEmptyLines = (body) => {
  for (const line of body.querySelectorAll("br"))
    if (line.matches(".Apple-interchange-newline") || line.previousElementSibling?.matches(BLOCKS)) {
      const before = line.previousSibling
      if (!before || before.nodeType === 1 || !before.textContent.trim()) line.remove()
    }
  for (const block of body.querySelectorAll(`p,${HEADINGS}`))
    if (!words(block) && !block.querySelector("table")) block.remove()
}

const dropAttributes = (body) => {
  for (const element of body.querySelectorAll("*"))
    for (const { name } of [...element.attributes])
      if (!["href", "lang", "dir", "colspan", "rowspan", "data-note"].includes(name)) element.removeAttribute(name)
}

// Word names a language for every word, Google Docs a direction for every line: what the text they
// come to says already is dropped.
const dropWhatIsSaid = (body, { lang, dir }) => {
  const said = { lang: lang.split("-")[0].toLowerCase(), dir }
  for (const [name, here] of Object.entries(said))
    for (const element of body.querySelectorAll(`[${name}]`)) {
      const around = element.parentElement.closest(`body [${name}]`)?.getAttribute(name) || here
      if (element.getAttribute(name).split("-")[0].toLowerCase() === around.split("-")[0].toLowerCase())
        element.removeAttribute(name)
    }
}

export const cleanPasted = (html, language) => {
  const { body } = parsePasted(html)
  const dropped = new Map()
  dropWhatIsNoText(body, dropped)
  noteFormats(body, dropped)
  styleToTags(body)
  const notes = takeFootnotes(body)
  for (const step of [fitHeadings, makeLists, makeTables, dropEmptyLines]) step(body)
  fitLinks(body, dropped)
  dropAttributes(body)
  dropWhatIsSaid(body, language)
  for (const [index, note] of [...notes.children].entries()) note.id = `fn${index + 1}`
  return { html: body.innerHTML, told: sentence(keptIn(body, notes), dropped) }
}

// A copy within the editor itself is ours already, and its slice is marked.
const isOurOwn = (html) => html.includes("data-pm-slice")

export const PasteFromElsewhere = Extension.create({
  name: "pasteFromElsewhere",

  addOptions() {
    return { label: "Text" }
  },

  onCreate({ editor }) {
    const status = document.createElement("p")
    status.className = "prose-editor-status"
    status.setAttribute("role", "status")
    editor.view.dom.after(status)
    this.storage.status = status
  },

  addProseMirrorPlugins() {
    const { editor, options, storage } = this
    const { lang, dir } = editor.options.element.querySelector("textarea")
    const tell = (told) => {
      if (storage.status) storage.status.textContent = told
    }
    return [
      new Plugin({
        props: {
          attributes: { "aria-label": options.label, "aria-multiline": "true", lang, dir },
          transformPastedHTML(html) {
            const { html: cleaned, told } = isOurOwn(html) ? { html, told: "" } : cleanPasted(html, { lang, dir })
            tell(told)
            return cleaned
          },
        },
      }),
    ]
  },
})
