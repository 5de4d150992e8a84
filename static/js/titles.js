// While somebody types a title: entries that look like it.

(() => {
  const field = document.getElementById("id_title");
  const place = document.querySelector("[data-similar]");
  if (!field || !place) return;
  (field.closest(".form-row") ?? field.parentElement).append(place);

  let waiting, asked;

  const show = (similar) => {
    const heading = document.createElement("p");
    heading.textContent = similar.length === 1 ? "Deze fiche lijkt erop:" : "Deze fiches lijken erop:";
    const list = document.createElement("ul");
    for (const entry of similar) {
      const link = Object.assign(document.createElement("a"), { href: entry.url, textContent: entry.title, target: "_blank" });
      const item = document.createElement("li");
      item.append(link, ` (${entry.status}, opent in een nieuw venster)`);
      list.append(item);
    }
    place.replaceChildren(...(similar.length ? [heading, list] : []));
  };

  const ask = async () => {
    const parameters = new URLSearchParams({ titel: field.value, nummer: place.dataset.number });
    asked = parameters.toString();
    try {
      const answer = await fetch(`${place.dataset.similar}?${asked}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || asked !== parameters.toString()) return;
      show((await answer.json()).similar);
    } catch {
      // Without an answer there is nothing to suggest.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  });
})();
