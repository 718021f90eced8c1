const PAUSE = 600; // milliseconds without typing before the letter is drawn again

/**
 * Draws the letter beside `<form data-preview-url>` into `<iframe data-preview>` as it is written.
 *
 * The form is posted as it stands (its CSRF token with it) and the PDF comes back. An answer that is plain text says in
 * words why there is no letter yet; it stands in `[data-preview-status]`. A phone shows no PDF within a page: there
 * `<a data-preview-link>` opens it.
 */
export function startPreviews() {
  const form = document.querySelector("form[data-preview-url]");
  const frame = document.querySelector("iframe[data-preview]");
  if (!form || !frame) return;
  const status = document.querySelector("[data-preview-status]");
  const link = document.querySelector("[data-preview-link]");
  const say = (words) => status && (status.textContent = words);
  let timer, running, address;

  async function draw() {
    running?.abort();
    const mine = (running = new AbortController());
    try {
      const answer = await fetch(form.dataset.previewUrl, { method: "POST", body: new FormData(form), signal: mine.signal });
      const kind = answer.headers.get("Content-Type") ?? "";
      if (answer.ok && kind.startsWith("application/pdf")) {
        const earlier = address;
        // Made anew with its type alone: no file name, and the viewer's own bars left out.
        address = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: "application/pdf" }));
        frame.hidden = false;
        frame.src = `${address}#toolbar=0&navpanes=0&view=FitH`;
        if (link) {
          link.href = address;
          link.hidden = false;
        }
        if (earlier) URL.revokeObjectURL(earlier);
        say("The preview shows the letter as it stands.");
      } else {
        say(kind.startsWith("text/plain") ? await answer.text() : "The preview could not be drawn. Save the letter and try again.");
      }
    } catch (problem) {
      if (problem.name !== "AbortError") say("The preview could not be drawn: no answer from the server.");
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  });
  say("The letter is being drawn.");
  draw();
}
