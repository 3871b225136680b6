// Asks for advice again when typing pauses, and leads from a piece of advice to its words in the
// editor. Without it, the advice is about the text as it was saved, and leads to the field.
(() => {
  const here = document.querySelector("[data-check]");
  const form = document.getElementById("text");
  if (!here || !form) return;
  const PAUSE = 2500; // milliseconds
  let timer = 0;
  let asked = 0;

  const ask = async () => {
    const sent = new FormData();
    for (const name of ["csrfmiddlewaretoken", "title", "summary", "body"])
      sent.append(name, form.elements[name].value);
    const number = ++asked;
    const answer = await fetch(here.dataset.check, { method: "POST", body: sent }).catch(() => null);
    if (!answer?.ok || answer.redirected) return; // signed out, offline, gone: the page says so itself
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-check]");
    if (number === asked && now && !here.contains(document.activeElement))
      here.innerHTML = now.innerHTML;
  };

  const plain = (text) => text.replace(/\s+/g, " ").trim();

  // The smallest element with the words, in the paragraph that begins so, or else in any.
  const find = (editor, { begins, quote }) => {
    const all = [...editor.querySelectorAll("p, h2, h3, li, a, strong, em, sup, sub, span")];
    const paragraph = all.find((each) => plain(each.textContent).startsWith(plain(begins)));
    const inside = paragraph ? [paragraph, ...paragraph.querySelectorAll("*")] : all;
    return inside.findLast((each) => plain(each.textContent).includes(plain(quote))) ?? paragraph;
  };

  const select = (element, quote) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const at = texts.currentNode.data.indexOf(quote);
      if (at < 0) continue;
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + quote.length);
      break;
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  here.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const editor = form.querySelector(".ProseMirror[contenteditable=true]");
    if (link?.hash !== "#id_body" || !editor) {
      const field = link && document.querySelector(link.hash);
      if (field?.matches("input, textarea")) {
        event.preventDefault();
        field.focus();
      }
      return;
    }
    event.preventDefault();
    editor.focus();
    const found = link.dataset.begins && find(editor, link.dataset);
    if (!found) return;
    select(found, link.dataset.quote);
    found.scrollIntoView({ block: "center" });
  });

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
})();
