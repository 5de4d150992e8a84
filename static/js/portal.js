// Enhancement only: every page works without this file.

// A filter applies as soon as it is ticked; the button stays for who has no JavaScript.
for (const form of document.querySelectorAll("form[data-apply-at-once]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=checkbox], select")) form.requestSubmit();
  });
  // An address that people share holds no empty filters.
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
  // Back from the next list: the ticks are those of this address again, not those that led away from it.
  window.addEventListener("pageshow", (event) => { if (event.persisted) form.reset(); });
}

// Filters are open beside the list on a wide screen, and folded above it on a phone.
const wide = window.matchMedia("(min-width: 58rem)");
for (const box of document.querySelectorAll("details.filter-box")) {
  const fit = () => { box.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
