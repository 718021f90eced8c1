const PAUSE = 600; // milliseconds without typing before the letter is drawn again
const FAILED = "The letter could not be drawn. Press “Show the letter” to try again.";

/**
 * Draws the letter beside `<form data-compose>` as it is written.
 *
 * The form is posted as "Show the letter" would post it, and the part `[data-preview]` of the page that comes back takes the
 * place of the one that is there. Nothing of it stands in an address, and nothing is kept. On a phone the letter stands
 * below the form: there the button leads to it.
 */
export function startPreviews() {
  const form = document.querySelector("form[data-compose]");
  if (!form) return;
  const [place, status] = ["[data-preview]", "[data-preview-status]"].map((part) => document.querySelector(part));
  const show = form.querySelector("button[name=preview]");
  const say = (words) => {
    if (status.textContent.trim() !== words) status.textContent = words;
  };
  let timer, running;

  async function draw() {
    clearTimeout(timer);
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const body = new FormData(form);
    body.set("preview", show.value);
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, signal: mine.signal, redirect: "error" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const [answered, said] = ["[data-preview]", "[data-preview-status]"].map((part) => page.querySelector(part));
      if (!answered) return say(page.querySelector(".app-refused__reason")?.textContent.trim() ?? FAILED);
      const drawn = document.importNode(answered, true); // a picture is read only where there is a window to show it
      const pictures = [...drawn.querySelectorAll("img")];
      await Promise.all(pictures.map((picture) => picture.decode()));
      if (mine.signal.aborted) return;
      // What cannot be drawn leaves the last letter standing, below what is still to be done.
      const earlier = pictures.length ? [] : place.querySelectorAll("img");
      place.replaceChildren(...drawn.childNodes, ...earlier);
      say(pictures.length ? said.textContent.trim() : "The letter cannot be drawn yet.");
    } catch (problem) {
      if (problem.name !== "AbortError") say(FAILED);
    }
  }

  for (const event of ["input", "change"]) {
    form.addEventListener(event, () => {
      clearTimeout(timer);
      timer = setTimeout(draw, PAUSE);
    });
  }
  show.addEventListener("click", (event) => {
    event.preventDefault();
    draw();
    document.getElementById("letter").scrollIntoView();
  });
  say("The letter is being drawn.");
  draw();
}

/** `<div data-suggests="id">` around radios: what is chosen is copied into that field, where it can be changed. */
export function offerSuggestions() {
  for (const box of document.querySelectorAll("[data-suggests]")) {
    const field = document.getElementById(box.dataset.suggests);
    const choices = [...box.querySelectorAll("input")];
    const words = (choice) => choice.labels[0].textContent.trim();
    const settle = () => {
      for (const choice of choices) choice.checked = words(choice) === field.value.trim();
    };
    for (const choice of choices) {
      choice.addEventListener("change", () => {
        field.value = words(choice);
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
    field.addEventListener("input", settle);
    settle();
  }
}
