// Asks before a page is left on which something was typed and not sent. Without it, nothing changes.
document.querySelectorAll("form[data-keep]").forEach((form) => {
  let typed = form.dataset.keep === "typed";
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("submit", () => (typed = false));
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
});
