// What a screen reader needs and Django's admin leaves out.

(() => {
  // Tables of rows have headings above nothing.
  for (const heading of document.querySelectorAll(".tabular thead th:empty")) {
    const cell = document.createElement("td");
    cell.className = heading.className;
    heading.replaceWith(cell);
  }

  const jQuery = window.django?.jQuery;
  if (!jQuery) return;

  // Select2 makes a field beside each select and gives it no name, so that one hears "edit text" only. Its name is
  // that of the select: its aria-label (in a table of rows), else its own label.
  const nameOf = (select) =>
    select.getAttribute("aria-label") ||
    document.querySelector(`label[for="${select.id}"]`)?.textContent.trim().replace(/:$/, "") || "";

  const nameFields = (root) => {
    for (const select of root.querySelectorAll("select.admin-autocomplete")) {
      const made = select.parentElement.querySelector(".select2-container");
      for (const part of made?.querySelectorAll(".select2-search__field, .select2-selection, .select2-selection__rendered[role]") ?? []) {
        part.setAttribute("aria-label", nameOf(select));
      }
    }
  };

  jQuery(() => nameFields(document));
  // Choosing or removing a value makes the search field anew, and opening makes one under the field.
  jQuery(document).on("change select2:close", "select.admin-autocomplete", (event) => {
    setTimeout(() => nameFields(event.target.parentElement));
  });
  jQuery(document).on("select2:open", "select.admin-autocomplete", (event) => {
    setTimeout(() => {
      const field = document.querySelector(".select2-container--open .select2-dropdown .select2-search__field");
      field?.setAttribute("aria-label", nameOf(event.target));
    });
  });
  document.addEventListener("formset:added", (event) => setTimeout(() => nameFields(event.target)));
})();
