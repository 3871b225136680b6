// Saves the application while its writer pauses. Without this file the Save button does it.
(() => {
  const form = document.getElementById("join");
  const told = document.getElementById("join-told");
  if (!form || !window.fetch) return;
  const pause = 5000;
  let timer = 0;
  let saving = null;
  let stopped = false;

  const tell = (text) => {
    told.textContent = text;
  };

  const words = () => {
    const data = new FormData(form);
    data.delete("documents"); // files wait for the button: they are not sent over and over
    data.append("quiet", "1");
    return data;
  };

  const answered = async (response) => {
    const answer = await response.json();
    if (!response.ok) {
      stopped = response.status === 409;
      tell((answer.told || []).join(" ") || form.dataset.failed);
      return;
    }
    form.elements.revision.value = answer.revision;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    const kept = form.dataset.saved.replace("{time}", time);
    const not = answer.not_kept.length
      ? ` ${form.dataset.notKept.replace("{fields}", answer.not_kept.join(", "))}`
      : "";
    tell(kept + not);
  };

  const save = () => {
    if (stopped) return;
    if (saving) {
      later();
      return;
    }
    saving = fetch(form.action, { method: "POST", body: words(), redirect: "error" })
      .then(answered)
      .catch(() => tell(form.dataset.failed))
      .finally(() => {
        saving = null;
      });
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // A save that is under way changes the revision: the button waits for it.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!saving) {
      stopped = true;
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    saving.finally(() => form.requestSubmit(button));
  });
})();
