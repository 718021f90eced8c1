/** `<div data-now="Just now">` around a date and time gets a button of that name that fills in this moment, in London. */
export function offerNow() {
  for (const box of document.querySelectorAll("[data-now]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary app-now";
    button.textContent = box.dataset.now;
    button.addEventListener("click", () => {
      const parts = new Intl.DateTimeFormat("en-GB", {
        timeZone: "Europe/London",
        day: "numeric",
        month: "numeric",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      }).formatToParts(new Date());
      const now = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
      const values = { day: now.day, month: now.month, year: now.year, time: `${now.hour}:${now.minute}` };
      for (const [part, value] of Object.entries(values)) {
        const input = box.querySelector(`input[name$="_${part}"]`);
        if (!input) continue;
        input.value = Number(value) || value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
    box.querySelector(".govuk-date-input")?.append(button);
  }
}

/** `<div data-only-after="violent=on weapon=on" data-only-named="customer">` shows once a box is ticked and the other one holds words. */
export function askWhereItMatters() {
  for (const asked of document.querySelectorAll("[data-only-after]")) {
    const form = asked.closest("form");
    const boxes = asked.dataset.onlyAfter.split(" ").map((box) => box.split("="));
    const show = () => {
      const held = new FormData(form);
      const ticked = boxes.some(([name, value]) => held.getAll(name).includes(value));
      const { onlyNamed } = asked.dataset;
      asked.hidden = !(ticked && (!onlyNamed || held.get(onlyNamed)?.trim()));
    };
    for (const event of ["input", "change", "focusout"]) form.addEventListener(event, show);
    show();
  }
}

/** On a phone the hints of a long list of checkboxes are folded until one asks for them. A screen reader reads them all the same. */
export function foldHints() {
  for (const list of document.querySelectorAll("[data-fold-hints]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "app-link-button app-link-button--plain app-fold";
    button.textContent = list.dataset.foldHints;
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      const open = list.classList.toggle("app-hints-folded") === false;
      button.setAttribute("aria-expanded", String(open));
    });
    list.classList.add("app-hints-folded");
    list.before(button);
  }
}

/** A page that came back with errors is found again by Back or "load again": a browser would ask to send its form once more. */
export function letBackWork() {
  if (document.querySelector("main form[data-bound]")) history.replaceState(history.state, "");
}
