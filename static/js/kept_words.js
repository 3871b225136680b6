// Keeps in the browser what is typed into a draft until the portal has it, by edition and person, and
// offers it back. Whoever signs out leaves nothing behind. Without this file, nothing is kept.
(() => {
  const PREFIX = "kept:";
  const BLOCKS = ":is(p, h2, h3, li, td, th, blockquote):not(:has(p))";
  let store;
  try {
    store = localStorage;
  } catch {
    return; // the browser allows none
  }
  const offer = document.querySelector("[data-kept]");
  const form = document.querySelector("form[data-autosave]");
  const key = offer?.dataset.kept;
  const waits = form && "waits" in form.dataset;
  const isInForm = form?.dataset.keep === "typed"; // what was sent and not saved
  let typed = isInForm;
  let timer = 0;
  let mine = "";

  // Where two texts wait for a decision, nothing is kept as if it were made: no text has revision 0.
  const entries = () =>
    [...new FormData(form)]
      .filter(([name]) => name !== "csrfmiddlewaretoken")
      .map(([name, value]) => [name, name === "revision" && waits ? "0" : value]);

  // Words that are still offered are not written over.
  const keep = () => {
    clearTimeout(timer);
    if (!typed || !offer.hidden) return;
    typed = false;
    mine = JSON.stringify({ at: Date.now(), entries: entries() });
    try {
      store.setItem(key, mine);
      form.dataset.isKept = "yes";
    } catch {
      delete form.dataset.isKept; // no room: the line beside the button does not promise it then
    }
  };

  // What another window kept meanwhile is not ours to drop.
  const forget = () => {
    clearTimeout(timer);
    typed = false;
    if (mine && store.getItem(key) === mine) store.removeItem(key);
  };

  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;
  const plain = (value) => parsed(value).textContent.replace(/\s+/g, "");
  const field = (name) => form?.elements[name];

  // The portal writes a text's tags in its own way, so once it was saved its words alone are compared.
  const stands = (kept, decided) => {
    if (!form) return false;
    const now = new Map(entries());
    if (decided && Number(decided) < Number(now.get("revision"))) return true;
    const isSaved = Number(kept.get("revision")) < Number(now.get("revision"));
    const same = isSaved
      ? (one, other) => plain(one) === plain(other)
      : (one, other) => one.replace(/\s+/g, "") === other.replace(/\s+/g, "");
    const names = [...new Set([...kept.keys(), ...now.keys()])];
    return names
      .filter((name) => field(name) && field(name).type !== "hidden")
      .every((name) => same(kept.get(name) ?? "", now.get(name) ?? ""));
  };

  const show = (at, kept) => {
    offer.querySelector("time").textContent = new Date(at).toLocaleString("en-GB", {
      dateStyle: "long",
      timeStyle: "short",
    });
    const labels = { title: "Title", summary: "Summary", body: "Text", change_note: "Change note" };
    const list = offer.querySelector("dl");
    for (const [name, label] of Object.entries(labels)) {
      const value = kept.get(name) ?? "";
      if (!plain(value)) continue;
      const [term, told] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = label;
      term.lang = "en";
      const blocks = [...parsed(value).querySelectorAll(BLOCKS)].map((block) => block.textContent);
      for (const text of blocks.length ? blocks : [value]) {
        const paragraph = document.createElement("p");
        paragraph.textContent = text;
        told.append(paragraph);
      }
      list.append(term, told);
    }
    offer.hidden = false;
  };

  // With the revision that they were typed over: what somebody saved since is not written over unseen.
  const takeBack = (kept) => {
    for (const input of form.elements) {
      if (!input.name || ["csrfmiddlewaretoken", "then"].includes(input.name)) continue;
      if (input.type === "checkbox") input.checked = kept.has(input.name);
      else if (kept.has(input.name)) input.value = kept.get(input.name);
    }
    form.querySelector(".tiptap")?.editor.commands.setContent(form.elements.body.value);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.elements.title.focus();
  };

  const open = () => {
    const stored = store.getItem(key);
    if (!stored) return;
    const { at, entries: words, decided } = JSON.parse(stored);
    const kept = new Map(words);
    if (stands(kept, decided)) {
      store.removeItem(key);
      return;
    }
    show(at, kept);
    offer.querySelector("[data-take]")?.addEventListener("click", () => {
      offer.hidden = true;
      takeBack(kept);
    });
    offer.querySelector("[data-drop]").addEventListener("click", () => {
      offer.hidden = true;
      store.removeItem(key);
      form?.elements.title.focus();
    });
  };

  // A choice between two texts that the portal saves settles the words that were kept.
  const decide = (event) => {
    keep();
    const stored = JSON.parse(store.getItem(key));
    if (event.currentTarget.href || !stored) store.removeItem(key);
    else store.setItem(key, JSON.stringify({ ...stored, decided: field("revision").value }));
  };

  if (offer && !isInForm) open();
  if (form) {
    keep();
    form.addEventListener("input", () => {
      typed = true;
      clearTimeout(timer);
      timer = setTimeout(keep, 300);
    });
    form.addEventListener("words:saved", forget);
    for (const each of document.querySelectorAll("[data-forgets]"))
      each.addEventListener("click", decide);
    addEventListener("pagehide", keep);
  }

  document.addEventListener("submit", (event) => {
    if (!/\/logout\/$/.test(event.target.getAttribute("action") || "")) return;
    clearTimeout(timer);
    typed = false;
    for (const name of Object.keys(store))
      if (name.startsWith(PREFIX)) store.removeItem(name);
  });
})();
