// The original keeps in step with its translation: the paragraph where the cursor stands is marked
// and scrolled into view, and a change of the original appears while one writes.
(() => {
  "use strict";

  const EVERY = 30_000;
  const BLOCKS = "p, h2, h3, hr, tr, caption";
  const FIELDS = { id_title: "title", id_summary: "summary" };
  const form = document.getElementById("text");
  if (!form || !document.querySelector(".original")) return;

  const shown = () => document.querySelector(".original");

  function partsOfEditor(editor) {
    const inCell = (block) => block.parentElement.closest("td, th");
    return [...editor.querySelectorAll(BLOCKS)].filter((block) => !inCell(block));
  }

  function partsOfOriginal() {
    const parts = [...shown().querySelectorAll("[data-part]")];
    return parts.filter((part) => !Object.values(FIELDS).includes(part.dataset.part));
  }

  function counterpart() {
    const field = FIELDS[document.activeElement?.id];
    if (field) return shown().querySelector(`[data-part="${field}"]`);
    const node = document.getSelection()?.anchorNode;
    const place = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
    const editor = place?.closest("#text .ProseMirror");
    if (!editor) return null;
    const index = partsOfEditor(editor).findLastIndex((block) => block.contains(place));
    return partsOfOriginal()[index] ?? null;
  }

  function keepInStep() {
    const part = counterpart();
    const before = shown().querySelector("[aria-current]");
    if (!part || part === before) return;
    before?.removeAttribute("aria-current");
    part.setAttribute("aria-current", "true");
    part.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  async function lookAgain() {
    if (document.hidden) return;
    const old = shown();
    const answer = await fetch(old.dataset.ask, { redirect: "error" }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(".original");
    if (!fresh || fresh.dataset.stamp === old.dataset.stamp) return;
    old.replaceWith(fresh);
    fresh.querySelector(".original-status").textContent =
      "The original has just changed. What you write is as it was.";
    keepInStep();
  }

  document.addEventListener("selectionchange", keepInStep);
  document.addEventListener("focusin", keepInStep);
  document.addEventListener("visibilitychange", lookAgain);
  setInterval(lookAgain, EVERY);
})();
