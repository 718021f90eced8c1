const ALIVE = "/health/live";
const PATIENCE = 8000; // milliseconds without an answer after which nothing could be checked

/**
 * `<form data-look-up>` is sent only while the server answers. Where it does not, the page says so instead of the browser, and
 * hides what it found before: an answer about another door must not be read as this one's.
 */
export function stopWhereNothingAnswers(ask = answers) {
  const form = document.querySelector("form[data-look-up]");
  if (!form) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    show("[data-found]", false);
    if (await ask()) form.submit();
    else show("[data-could-not-check]", true);
  });
  addEventListener("pageshow", () => show("[data-found]", true));
}

function show(parts, shown) {
  for (const part of document.querySelectorAll(parts)) part.hidden = !shown;
}

/** Returns whether the server answers a small question soon. */
export async function answers(ask = fetch, patience = PATIENCE) {
  try {
    return (await ask(ALIVE, { cache: "no-store", signal: AbortSignal.timeout(patience) })).ok;
  } catch {
    return false;
  }
}
