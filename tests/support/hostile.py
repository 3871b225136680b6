"""The hostile texts of tests/hostile/, and what a browser says of a page that shows them.

payloads("scripts")      those of one file; `FILES` names them
TRACES                   a script for the page: what of them is more than words there
"""

from pathlib import Path

CORPUS = Path(__file__).parent.parent / "hostile"
FILES = sorted(path.stem for path in CORPUS.glob("*.txt"))
CONTROL = {"{LF}": "\n", "{CR}": "\r", "{TAB}": "\t", "{NUL}": "\0", "{FF}": "\f"}

TRACES = r"""() => {
  const found = window.hacked === undefined ? [] : ["it ran"]
  const leading = /^((xlink:)?href|src|srcset|action|data|poster|background)$/
  const safe = /^(https?:|mailto:|[^:]*$|[^:]*[/?#]|data:image\/svg\+xml,%3csvg)/i
  for (const each of document.querySelectorAll("*")) {
    for (const { name, value } of each.attributes) {
      const address = value.replace(/[\0-\x20]/g, "")
      const leads = leading.test(name) && !safe.test(address)
      if (leads || /^(on.*|srcdoc|formaction|http-equiv)$/i.test(name))
        found.push(`${each.tagName} ${name}=${value}`)
    }
    if (/^(SCRIPT|STYLE|IFRAME|OBJECT|EMBED|BASE|LINK|TEMPLATE|NOSCRIPT)$/i.test(each.tagName))
      if (/hacked=|evil\.example/.test(each.outerHTML)) found.push(each.outerHTML.slice(0, 200))
  }
  return found
}"""


def payloads(name: str) -> list[str]:
    lines = (CORPUS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    return [_with_controls(line) for line in lines if line]


def _with_controls(line: str) -> str:
    for name, character in CONTROL.items():
        line = line.replace(name, character)
    return line
