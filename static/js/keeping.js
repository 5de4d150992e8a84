// Keeps what is being typed, so that a closed tab or a server that stops loses seconds at most. Without this script the
// form works the same; then it is kept when it is sent.

(() => {
  const token = document.querySelector("input[name=_bewaren]");
  const line = document.querySelector(".kept-line");
  if (!token || !line) return;
  const form = token.form;
  // On a wide screen the buttons stay in sight, and so does what is said.
  form.querySelector(".submit-row")?.append(line);
  const LOOK = 2000;
  const APART = 10000;
  const LARGEST_LAST = 60000; // a browser lets go of no more when a page closes

  // Compared instead of listened to: calendars, select2 and added rows change fields without telling.
  const written = () => {
    const data = new FormData(form);
    data.delete("csrfmiddlewaretoken");
    return new URLSearchParams([...data].filter(([, value]) => typeof value === "string")).toString();
  };

  // What select2 and other scripts put right while the page opens is not typed.
  let known = null;
  let sent = 0;
  let isSaving = false;
  let going = null;

  const say = (text) => {
    if (line.textContent !== text) line.textContent = text;
  };

  const keep = async (body, isLast = false) => {
    sent = Date.now();
    going = new AbortController();
    try {
      const answer = await fetch(token.dataset.address, {
        method: "POST",
        body: new URLSearchParams(body),
        keepalive: isLast,
        signal: isLast ? undefined : going.signal,
      });
      if (answer.status >= 500) throw new Error(answer.statusText);
      say((await answer.json()).said);
      known = body;
    } catch (error) {
      if (error.name !== "AbortError") say(token.dataset.failed);
    } finally {
      going = null;
    }
  };

  const look = () => {
    if (isSaving || going || Date.now() - sent < APART) return;
    const body = written();
    if (body !== known) keep(body);
  };

  const leave = () => {
    if (isSaving || document.visibilityState !== "hidden") return;
    const body = written();
    if (body !== known && body.length < LARGEST_LAST) keep(body, true);
  };

  form.addEventListener("submit", () => {
    isSaving = true;
    going?.abort();
  });
  // Back in the window from which one saved.
  addEventListener("pageshow", (event) => {
    if (event.persisted) isSaving = false;
  });
  document.addEventListener("visibilitychange", leave);
  setTimeout(() => {
    known = written();
    setInterval(look, LOOK);
  }, 500);
})();
