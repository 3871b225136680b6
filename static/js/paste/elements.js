// What is pasted, as elements that do nothing, and the few things that are done to them.

const STYLE = "data-pasted-style" // even in a document that nobody sees, `style` breaches the policy

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^>])*>?/gi
const inertTag = (tag) =>
  tag.replace(/"[^"]*"|'[^']*'|(?<=[\s/"'])(?:(style)|on[a-z]+)(?=\s*=)/gi, (all, style) =>
    /^["']/.test(all) ? all : style ? STYLE : "data-dropped",
  )

// Word says with comments and with `<![if …]>` what older programs should show.
const withoutConditions = (html) =>
  html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<!\[[^\]]*\]>/g, "")

export const parsePasted = (html) => {
  const inert = html.replace(/<style[\s\S]*?<\/style\s*>/gi, "").replace(TAG, inertTag)
  return new DOMParser().parseFromString(withoutConditions(inert), "text/html")
}

const styleOf = (element) => (element.getAttribute(STYLE) || "").toLowerCase().replace(/\s+/g, " ")
export const says = (element, pattern) => pattern.test(styleOf(element))
export const found = (element, pattern) => pattern.exec(styleOf(element))
export const setStyle = (element, style) => element.setAttribute(STYLE, style)

export const words = (element) => element.textContent.trim()
export const unwrap = (element) => element.replaceWith(...element.childNodes)

export const wrapContent = (element, tag) => {
  const wrapper = element.ownerDocument.createElement(tag)
  wrapper.append(...element.childNodes)
  element.append(wrapper)
}

export const rename = (element, tag) => {
  const renamed = element.ownerDocument.createElement(tag)
  for (const { name, value } of element.attributes) renamed.setAttribute(name, value)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}
