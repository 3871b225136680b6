// A box for words becomes a combobox: what is found stands below it, to be taken by arrow keys and
// Enter, or by a click. Without this script the words are looked up when the form is sent.
(() => {
  "use strict";

  const PAUSE = 200;
  let made = 0;

  function combobox(box) {
    const input = box.querySelector("input[type=text]");
    const status = box.querySelector("[role=status]");
    const list = document.createElement("ul");
    let options = [];
    let active = -1;
    let waiting = 0;
    let asked = "";

    list.id = `choosing-${(made += 1)}`;
    list.role = "listbox";
    list.className = "choosing-list";
    list.hidden = true;
    list.ariaLabel = "Found";
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id };
    for (const [name, value] of Object.entries({ ...attributes, "aria-expanded": "false" })) {
      input.setAttribute(name, value);
    }
    input.closest(".choosing-line").append(list);
    box.classList.add("is-alive");

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(index) {
      active = index;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      const option = options[active];
      if (!option) return;
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    function show({ found, more }) {
      options = found.map((each, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.role = "option";
        option.dir = "auto";
        option.textContent = each.label;
        option.ariaSelected = "false";
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => take(each));
        option.choice = each;
        return option;
      });
      list.replaceChildren(...options);
      close();
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      const number = options.length || "Nothing";
      status.textContent = more ? `The first ${number} found; more letters find others` : `${number} found`;
    }

    async function ask() {
      const words = input.value.trim();
      asked = words;
      if (!words) {
        status.textContent = "";
        return close();
      }
      const address = `${box.dataset.ask}?${new URLSearchParams({ words })}`;
      const answer = await fetch(address, { redirect: "error" }).catch(() => null);
      if (asked !== words) return;
      if (answer?.ok) return show(await answer.json());
      close();
      status.textContent = "The portal did not answer. Press Find.";
    }

    function take(choice) {
      if (box.dataset.type === "address") {
        input.value = choice.slug;
        return box.requestSubmit();
      }
      choose(choice);
      input.value = "";
      asked = "";
      close();
      status.textContent = `${choice.label}: chosen`;
    }

    function choose(choice) {
      const same = `input[name="${box.dataset.name}"][value="${choice.pk}"]`;
      const there = box.querySelector(same) ?? add(choice);
      there.checked = true;
      there.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function add(choice) {
      const tick = document.createElement("input");
      Object.assign(tick, { type: box.dataset.type, name: box.dataset.name, value: choice.pk });
      const label = document.createElement("label");
      const name = document.createElement("bdi");
      name.textContent = choice.label;
      label.append(tick, " ", name);
      const line = document.createElement("li");
      line.append(label);
      box.querySelector(".choosing-chosen").append(line);
      return tick;
    }

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && !list.hidden) {
        event.preventDefault();
        mark((active + step + options.length) % options.length);
      } else if (event.key === "Enter" && options[active] && !list.hidden) {
        event.preventDefault();
        take(options[active].choice);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
  }

  document.querySelectorAll(".choosing").forEach(combobox);
})();
