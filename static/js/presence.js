// Tells that the draft is open on this page, and shows who else has it open. Without it, the view
// of the page counts for some minutes.
const here = document.querySelector("[data-presence]");

function told(more = {}) {
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "revision"]) {
    const field = document.querySelector(`input[name=${name}]`);
    if (field) data.append(name, field.value);
  }
  Object.entries(more).forEach(([name, value]) => data.append(name, value));
  return data;
}

async function tell() {
  const address = here.dataset.presence;
  const answer = await fetch(address, { method: "POST", body: told() }).catch(() => null);
  if (!answer?.ok || answer.redirected) return; // signed out, offline, gone: the page says so itself
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-presence]").innerHTML;
  if (here.innerHTML !== now) here.innerHTML = now;
}

if (here) {
  tell();
  setInterval(tell, 20_000);
  addEventListener("pageshow", (event) => event.persisted && tell());
  addEventListener("pagehide", () =>
    navigator.sendBeacon(here.dataset.presence, told({ left: "yes" })),
  );
}
