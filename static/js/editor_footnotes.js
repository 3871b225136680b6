// Footnotes in the editor: a number that is typed over by nobody, and the list of notes at the end.
//
// A paste brings notes of its own numbers. They join those that are there, and all are numbered in
// the order in which the text refers to them, as the portal does when it saves.

import { Node, Plugin, pm } from "django-prose-editor/editor"

const { Fragment, Slice } = pm.model

const NUMBER = /^[[(]?(\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§]{1,3})[\])]?$/iu
const NOTE = /^fn\d+$/

const numberOf = (note) => Number(note.attrs.id.slice(2))
const isNote = (node) => node.type.name === "listItem" && node.attrs.id
const isReference = (node) => node.type.name === "footnote"

const placesOf = (root, is) => {
  const places = []
  root.descendants((node, pos) => {
    if (is(node)) places.push({ node, pos })
  })
  return places
}

const highest = (doc) =>
  Math.max(
    0,
    ...placesOf(doc, isReference).map(({ node }) => node.attrs.number),
    ...placesOf(doc, isNote).map(({ node }) => numberOf(node)),
  )

// First those that the text refers to, then those that only notes refer to, then the others.
const inOrder = (doc, notes) => {
  const within = (pos) => notes.some((note) => pos > note.pos && pos < note.pos + note.node.nodeSize)
  const references = placesOf(doc, isReference)
  const wanted = [
    ...references.filter(({ pos }) => !within(pos)).map(({ node }) => node.attrs.number),
    ...notes.flatMap(({ node }) => placesOf(node, isReference).map((each) => each.node.attrs.number)),
  ]
  const rank = (note) => (wanted.indexOf(numberOf(note)) + 1 || Infinity)
  return notes.map(({ node }) => node).toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
}

const removeFrom = (tr, { node, pos }) => {
  const place = tr.doc.resolve(pos)
  if (place.parent.childCount > 1) tr.delete(pos, pos + node.nodeSize)
  else tr.delete(place.before(), place.after())
}

const arrange = (tr, added) => {
  const { listItem, orderedList } = tr.doc.type.schema.nodes
  const there = placesOf(tr.doc, isNote)
  const notes = inOrder(tr.doc, [...there, ...added.map((node) => ({ node, pos: Infinity }))])
  if (!notes.length) return tr
  const numbers = new Map(notes.map((note, index) => [numberOf(note), index + 1]))
  const items = notes.map((note, index) => listItem.create({ ...note.attrs, id: `fn${index + 1}` }, note.content))
  tr.insert(tr.doc.content.size, orderedList.create({ type: "decimal" }, items))
  for (const place of there.toReversed()) removeFrom(tr, place)
  for (const { node, pos } of placesOf(tr.doc, isReference))
    if (numbers.has(node.attrs.number)) tr.setNodeAttribute(pos, "number", numbers.get(node.attrs.number))
  return tr
}

// The notes of a paste leave it, or what follows the cursor would join the last of them.
const withoutNotes = (fragment, moved) => {
  const kept = []
  fragment.forEach((node) => {
    if (isReference(node) && moved.has(node.attrs.number))
      kept.push(node.type.create({ number: moved.get(node.attrs.number) }, null, node.marks))
    else if (!isNote(node)) {
      const content = withoutNotes(node.content, moved)
      if (content.childCount || !node.childCount) kept.push(node.copy(content))
    }
  })
  return Fragment.from(kept)
}

const taken = (slice, doc) => {
  const { content, openStart, openEnd } = slice
  const notes = placesOf(content, isNote).map(({ node }) => node)
  if (!notes.length || (openStart && content.childCount === 1)) return { slice, notes: [] }
  const above = highest(doc)
  const moved = new Map(notes.map((note) => [numberOf(note), numberOf(note) + above]))
  const rest = Slice.maxOpen(withoutNotes(content, moved), false)
  const renamed = notes.map((note) =>
    note.type.create({ ...note.attrs, id: `fn${moved.get(numberOf(note))}` }, withoutNotes(note.content, moved)),
  )
  const isCut = content.lastChild.type.name !== rest.content.lastChild?.type.name
  return {
    slice: new Slice(rest.content, Math.min(openStart, rest.openStart), isCut ? rest.openEnd : Math.min(openEnd, rest.openEnd)),
    notes: renamed,
  }
}

export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,

  addAttributes: () => ({
    number: { default: 0, rendered: false, parseHTML: (link) => Number(link.getAttribute("href").slice(3)) },
  }),

  parseHTML: () => [
    { tag: 'a[href^="#fn"]', priority: 1000, getAttrs: (link) => NUMBER.test(link.textContent.trim()) && null },
  ],

  renderHTML: ({ node }) => ["a", { href: `#fn${node.attrs.number}` }, ["sup", String(node.attrs.number)]],

  addGlobalAttributes: () => [
    {
      types: ["listItem"],
      attributes: {
        id: { default: null, keepOnSplit: false, parseHTML: ({ id }) => (NOTE.test(id) ? id : null) },
      },
    },
  ],

  addCommands: () => ({
    insertFootnote:
      () =>
      ({ tr, dispatch }) => {
        const { footnote, listItem, paragraph } = tr.doc.type.schema.nodes
        const at = tr.selection.to
        if (!tr.doc.resolve(at).parent.inlineContent) return false
        if (!dispatch) return true
        const number = highest(tr.doc) + 1
        tr.insert(at, footnote.create({ number }))
        arrange(tr, [listItem.create({ id: `fn${number}` }, paragraph.create())])
        const { number: given } = tr.doc.nodeAt(at).attrs
        const note = placesOf(tr.doc, isNote).find(({ node }) => numberOf(node) === given)
        tr.setSelection(pm.state.Selection.near(tr.doc.resolve(note.pos + 1)))
        return true
      },
  }),

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "footnote",
      groups: "link",
      command: (editor) => editor.chain().focus().insertFootnote().scrollIntoView().run(),
      enabled: (editor) => editor.can().insertFootnote(),
      button: buttons.material("note_add", "insert footnote"),
    })
  },

  addProseMirrorPlugins() {
    let pending = []
    return [
      new Plugin({
        props: {
          transformPasted(slice, view) {
            view.dispatch(pm.history.closeHistory(view.state.tr)) // a paste is undone by itself
            const found = taken(slice, view.state.doc)
            pending = found.notes
            return found.slice
          },
        },
        appendTransaction(transactions, _before, { tr }) {
          if (!transactions.some((each) => each.docChanged && ["paste", "drop"].includes(each.getMeta("uiEvent")))) return null
          const added = pending
          pending = []
          return arrange(tr, added)
        },
      }),
    ]
  },
})
