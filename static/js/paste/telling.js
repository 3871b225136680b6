// In words: what was kept of a paste, and what was dropped.

const COUNTED = {
  headings: "heading",
  lists: "list",
  links: "link",
  tables: "table",
  footnotes: "footnote",
  images: "image",
  comments: "comment",
  "deleted passages": "deleted passage",
  "embedded objects": "embedded object",
  "links that lead nowhere from here": "link that leads nowhere from here",
}

const told = (tally) =>
  [...tally]
    .filter(([, count]) => count)
    .map(([name, count]) => (COUNTED[name] ? `${count} ${count === 1 ? COUNTED[name] : name}` : name))
    .join(", ")

export const keptIn = (body, notes) => {
  const count = (selector) => body.querySelectorAll(selector).length
  const lists = [...body.querySelectorAll("ul,ol")].filter((list) => list !== notes && !list.parentElement.closest("ul,ol"))
  return new Map([
    ["headings", count("h2,h3")],
    ["bold and italics", count("strong,b,em,i")],
    ["lists", lists.length],
    ["links", count("a[href]:not([data-note])")],
    ["tables", count("table")],
    ["footnotes", notes.children.length],
  ])
}

export const sentence = (kept, dropped) => {
  const keptWords = told(kept)
  const droppedWords = told(dropped)
  if (!droppedWords) return keptWords && `Kept: ${keptWords}. Nothing was dropped.`
  return `Kept: ${keptWords || "the words"}. Dropped: ${droppedWords}.`
}
