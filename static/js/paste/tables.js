// Tables with their header row; a table of one cell is a frame around a text.

import { rename, says, unwrap, words } from "./elements.js"

const isBold = (cell) => {
  const bold = [...cell.querySelectorAll("strong,b")].map((each) => each.textContent).join("")
  return words(cell) && words(cell).replace(/\s/g, "") === bold.replace(/\s/g, "")
}

const isHeader = (row) =>
  says(row, /mso-yfti-irow: ?-1/) || (row.cells.length > 1 && [...row.cells].every(isBold))

export const makeTables = (body) => {
  for (const table of body.querySelectorAll("table")) {
    for (const columns of table.querySelectorAll("colgroup,col")) columns.remove()
    const rows = [...table.rows]
    if (rows.length === 1 && rows[0].cells.length === 1) {
      table.replaceWith(...rows[0].cells[0].childNodes)
      continue
    }
    const hasHeader = rows.some((row) => row.querySelector("th"))
    for (const [index, row] of rows.entries())
      if (row.parentElement.tagName === "THEAD" || (index === 0 && rows.length > 1 && !hasHeader && isHeader(row)))
        for (const cell of [...row.cells]) rename(cell, "th")
    for (const bold of table.querySelectorAll("th strong, th b")) unwrap(bold)
  }
}
