// Saves a draft while its writer pauses, on Ctrl+S, and before a button leads on. What goes wrong on
// the way is told beside the button and tried again; where the sign-in has run out, a dialog asks for
// it. Without this file the form is sent as it is.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const [PAUSE, AGAIN] = [3000, 10000]; // milliseconds
  const [line, time, waits] = form.querySelectorAll(".writing-told > *");
  const both = form.querySelector("[data-both]");
  const dialog = document.querySelector(".sign-in-again");

  class Lost extends Error {}
  class SignedOut extends Error {} // its message: who is signed in instead

  let typed = form.dataset.keep === "typed";
  let stopped = "waits" in form.dataset; // two texts wait for a decision, which a button makes
  let declined = false; // to sign in again, for now
  let leaving = false;
  let timer = 0;
  let saving = null;
  let unanswered = null;

  // The line is read out when it changes, and so not with every save; the time beside it never is.
  const tell = (text, at = "", more = "") => {
    if (line.textContent !== text) line.textContent = text;
    time.textContent = at;
    waits.textContent = more;
  };

  const ask = async (options) => {
    try {
      const answer = await fetch(form.dataset.autosave, { redirect: "manual", ...options });
      if (answer.type === "opaqueredirect") throw new SignedOut();
      if (answer.status >= 500) throw new Lost();
      const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
      return { ok: answer.ok, status: answer.status, told: isOurs ? await answer.json() : null };
    } catch (error) {
      throw error instanceof SignedOut ? error : new Lost();
    }
  };

  // A token that fits the sign-in of now, in every form of the page.
  const renew = async () => {
    const { told } = await ask();
    if (!told) throw new Lost();
    if (String(told.person) !== form.dataset.person) throw new SignedOut(told.name);
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]"))
      field.value = told.token;
  };

  const post = (sent) => {
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return ask({ method: "POST", body: sent });
  };

  // Words whose answer was lost are sent as they were first: the portal knows them again.
  const send = async (asked) => {
    if (!unanswered) typed = false;
    unanswered ??= new FormData(form);
    if (asked) unanswered.set("asked", "yes");
    let answer = await post(unanswered);
    if (answer.status === 403 && !answer.told) {
      await renew();
      answer = await post(unanswered);
    }
    unanswered = null;
    return answer;
  };

  const attempt = async (asked) => {
    if (stopped) {
      await renew();
      return true;
    }
    const { ok, told } = await send(asked);
    if (ok) saved(told);
    else refused(told);
    return true;
  };

  const saved = ({ fields, at, waits: why }) => {
    for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
    tell("Saved", new Date(at).toLocaleTimeString("en-GB", { timeStyle: "short" }), why.join(" "));
    if (typed) later();
    else if (!why.length) form.dispatchEvent(new Event("words:saved"));
  };

  const refused = (told) => {
    typed = stopped = true;
    both.hidden = !told?.stale;
    tell(told?.told ?? "The portal did not take these words. Copy them, and load this page again.");
  };

  const failed = async (error, asked) => {
    if (error instanceof SignedOut) {
      typed = true;
      unanswered = null;
      if (!declined && (await signInAgain(error.message))) return tryIt(asked);
      tell("Not saved: you are no longer signed in. Save asks you again.");
    } else if (error instanceof Lost) {
      const kept = form.dataset.isKept ? "are kept in this browser, and" : "stand on this page alone, and";
      tell(`No connection to the portal. Your words ${kept} will be saved as soon as it answers.`);
      timer = setTimeout(save, AGAIN);
    } else throw error;
    return false;
  };

  const tryIt = (asked) => attempt(asked).catch((error) => failed(error, asked));

  // Answers whether a button may lead on.
  const save = (asked = false) => {
    clearTimeout(timer);
    if (asked) declined = false;
    if (saving) return asked ? saving.then(() => save(true)) : saving;
    if (!asked && (stopped || leaving || !(typed || unanswered))) return null;
    saving = tryIt(asked).finally(() => (saving = null));
    return saving;
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };

  const signInAgain = (other) =>
    new Promise((resolve) => {
      const [status, link, notNow] = dialog.querySelectorAll("[role=status], a, button");
      const listening = new AbortController();
      const on = (target, name, act) =>
        target.addEventListener(name, act, { signal: listening.signal });
      let tab = null;
      const say = (name) => {
        const told = name && `${name} is signed in in this browser now. Sign in there as yourself.`;
        if (status.textContent !== told) status.textContent = told;
      };
      const look = async () => {
        try {
          await renew();
        } catch (error) {
          say(error.message);
          return;
        }
        tab?.close();
        dialog.close("back");
      };
      const looking = setInterval(look, PAUSE);
      on(window, "focus", look);
      on(link, "click", (event) => {
        tab = window.open(link.href);
        if (tab) event.preventDefault();
      });
      on(notNow, "click", () => dialog.close());
      on(dialog, "close", () => {
        clearInterval(looking);
        listening.abort();
        declined = dialog.returnValue !== "back";
        resolve(!declined);
      });
      say(other);
      dialog.returnValue = "";
      dialog.showModal();
    });

  form.addEventListener("input", () => {
    typed = true;
    if (!stopped) later();
  });
  let isSending = false;
  form.addEventListener("submit", async (event) => {
    if (leaving || !(typed || unanswered || saving)) return; // the portal has the words
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    leaving = await save(true);
    isSending = false;
    if (leaving) form.requestSubmit(event.submitter);
  });
  // By the letter where the keyboard writes Latin ones, else by the key's place.
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (/^[a-z]$/i.test(event.key) ? event.key.toLowerCase() !== "s" : event.code !== "KeyS") return;
    event.preventDefault();
    save(true);
  });
  document.addEventListener("visibilitychange", () => document.hidden && save());
  addEventListener("blur", () => save());
  addEventListener("online", () => save());
  addEventListener("pageshow", (event) => event.persisted && (leaving = false));
})();
