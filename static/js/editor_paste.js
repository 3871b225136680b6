// What is pasted into the editor, made into what the portal keeps.
//
// The strict policy makes the browser refuse the styles that Google Docs and Word say everything
// with, so bold, italic and lists are read from the styles here, before the editor sees the text.
// Without it a text from Google Docs arrives all bold and a list from Word as paragraphs with "·".

import { Extension, Plugin } from "django-prose-editor/editor"

const STYLE = "data-pasted-style" // even in a document that nobody sees, `style` breaches the policy
const BLOCKS = "p,h1,h2,h3,h4,h5,h6,ul,ol,table,blockquote,div"

const inertTag = (tag) =>
  tag
    .replace(/([\s/"'])style(\s*=)/gi, `$1${STYLE}$2`)
    .replace(/([\s/"'])on[a-z]+(\s*=)/gi, "$1data-dropped$2")

export const parsePasted = (html) => {
  const inert = html.replace(/<style[\s\S]*?<\/style\s*>/gi, "").replace(/<[^<>]*>/g, inertTag)
  return new DOMParser().parseFromString(withoutConditions(inert), "text/html")
}

// Word says with comments and with `<![if …]>` what older programs should show.
const withoutConditions = (html) =>
  html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<!\[[^\]]*\]>/g, "")

const styleOf = (element) => (element.getAttribute(STYLE) || "").toLowerCase().replace(/\s+/g, " ")
const says = (element, pattern) => pattern.test(styleOf(element))

const unwrap = (element) => element.replaceWith(...element.childNodes)

const wrapContent = (element, tag) => {
  const wrapper = element.ownerDocument.createElement(tag)
  wrapper.append(...element.childNodes)
  element.append(wrapper)
}

const rename = (element, tag) => {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

const dropWhatIsNoText = (body) => {
  for (const element of body.querySelectorAll("style,script,meta,link,title,xml,img,svg,object,iframe"))
    element.remove()
  for (const element of body.querySelectorAll("*"))
    if (says(element, /mso-list: ?ignore/) || says(element, /(^|;) ?display: ?none/)) {
      const paragraph = element.closest("p,h1,h2,h3,h4,h5,h6")
      if (paragraph && says(element, /mso-list/)) paragraph.dataset.marker = element.textContent.trim()
      element.remove()
    }
  for (const element of body.querySelectorAll("*"))
    if (element.tagName.includes(":")) unwrap(element) // <o:p>, <w:sdt>, <v:shape>
}

// Google Docs wraps everything in <b style="font-weight:normal">, and says bold by a weight.
const styleToTags = (body) => {
  for (const element of body.querySelectorAll("b,strong"))
    if (says(element, /font-weight: ?(normal|[1-4]00)/)) unwrap(element)
  for (const element of body.querySelectorAll("i,em"))
    if (says(element, /font-style: ?normal/)) unwrap(element)
  for (const element of body.querySelectorAll("span,font")) {
    if (says(element, /font-weight: ?(bold|[6-9]00)/) && !element.closest("h1,h2,h3,h4,h5,h6"))
      wrapContent(element, "strong")
    if (says(element, /font-style: ?italic/)) wrapContent(element, "em")
    if (says(element, /vertical-align: ?super/)) wrapContent(element, "sup")
    if (says(element, /vertical-align: ?sub/)) wrapContent(element, "sub")
  }
}

const fitHeadings = (body) => {
  for (const element of body.querySelectorAll("p.MsoTitle,h1")) rename(element, "h2")
  for (const element of body.querySelectorAll("h4,h5,h6")) rename(element, "h3")
}

const listOfWord = (paragraph) => {
  const found = /mso-list: ?l(\d+) level(\d+)/.exec(styleOf(paragraph))
  return found && { level: Number(found[2]), tag: /^\(?\w{1,4}[.)]/.test(paragraph.dataset.marker || "") ? "ol" : "ul" }
}

const makeListsOfWord = (body) => {
  let open = [] // the lists that are open, outermost first
  let last = null
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const place = listOfWord(paragraph)
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
    const item = body.ownerDocument.createElement("li")
    const text = body.ownerDocument.createElement("p")
    text.append(...paragraph.childNodes)
    item.append(text)
    open.at(-1).append(item)
    paragraph.remove()
    last = open[0]
  }
}

// Google Docs puts a list within a list beside the item that it belongs to.
const nestLists = (body) => {
  for (const list of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol"))
    list.previousElementSibling?.append(list)
}

const dropEmptyLines = (body) => {
  for (const line of body.querySelectorAll("br"))
    if (line.matches(".Apple-interchange-newline") || line.previousElementSibling?.matches(BLOCKS)) {
      const before = line.previousSibling
      if (!before || before.nodeType === 1 || !before.textContent.trim()) line.remove()
    }
  for (const paragraph of body.querySelectorAll("p"))
    if (!paragraph.textContent.trim() && !paragraph.querySelector("br,table")) paragraph.remove()
}

const dropAttributes = (body) => {
  for (const element of body.querySelectorAll("*"))
    for (const { name } of [...element.attributes])
      if (!["href", "lang", "dir", "colspan", "rowspan"].includes(name)) element.removeAttribute(name)
}

export const cleanPasted = (html) => {
  const { body } = parsePasted(html)
  const images = body.querySelectorAll("img,object,svg").length
  for (const step of [
    dropWhatIsNoText, styleToTags, fitHeadings, makeListsOfWord, nestLists, dropEmptyLines, dropAttributes,
  ])
    step(body)
  return { html: body.innerHTML, images }
}

const tell = (view, images) => {
  let status = view.dom.parentElement.querySelector(".prose-editor-status")
  if (!status) {
    status = document.createElement("p")
    status.className = "prose-editor-status"
    status.setAttribute("role", "status")
    view.dom.after(status)
  }
  status.textContent = images
    ? `Pasted without ${images === 1 ? "its image" : `its ${images} images`}: a text here holds words only.`
    : ""
}

// A copy within the editor itself is ours already, and its slice is marked.
const isOurOwn = (html) => html.includes("data-pm-slice")

export const PasteFromElsewhere = Extension.create({
  name: "pasteFromElsewhere",

  addOptions() {
    return { label: "Text" }
  },

  addProseMirrorPlugins() {
    const { label } = this.options
    return [
      new Plugin({
        props: {
          attributes: { "aria-label": label, "aria-multiline": "true" },
          transformPastedHTML(html, view) {
            if (isOurOwn(html)) return html
            const cleaned = cleanPasted(html)
            tell(view, cleaned.images)
            return cleaned.html
          },
        },
      }),
    ]
  },
})
