// Words in another language keep their `lang` and `dir` when a text is edited.

import { Extension, Mark } from "django-prose-editor/editor"

const optional = (name) => ({
  default: null,
  renderHTML: ({ [name]: value }) => (value ? { [name]: value } : {}), // a list would show "null"
})
const attributes = () => ({ lang: optional("lang"), dir: optional("dir") })

export const KeepsLanguage = Extension.create({
  name: "keepsLanguage",

  addGlobalAttributes() {
    const types = ["paragraph", "heading", "blockquote", "listItem", "bulletList", "orderedList"]
    return [{ types, attributes: attributes() }]
  },
})

export const ForeignWords = Mark.create({
  name: "foreignWords",
  addAttributes: attributes,
  parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
})
