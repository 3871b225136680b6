// Asks before a page is left on which something was typed and not sent. Without it, nothing changes.
document.querySelectorAll("form[data-keep]").forEach((form) => {
  let typed = form.dataset.keep === "typed";
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("words:saved", () => (typed = false));
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) typed = false;
  });
  for (const each of document.querySelectorAll("[data-forgets]"))
    each.addEventListener("click", () => (typed = false));
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
});
