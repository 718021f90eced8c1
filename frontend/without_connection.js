// The page that the service worker shows where there is no connection. It opens the sheet that is kept on the phone.
import { Pocket } from "./phone/pocket.js";
import { unseal } from "./phone/sealing.js";
import { age, clock } from "./phone/times.js";
import { learn } from "./phone.js";

const OFTEN = 20_000; // milliseconds
const pocket = new Pocket(globalThis.localStorage);
const form = document.querySelector("form[data-kept]");
const place = document.querySelector("[data-sheet]");
let shown = null; // the sheet that is open

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sheet = pocket.sheet();
  if (!sheet) return refresh();
  const text = await unseal(sheet.sealed, form.elements.code.value);
  form.elements.code.value = "";
  form.querySelector("[role=status]").textContent = text === null ? "This is not the code." : "";
  if (text === null) return;
  pocket.opened();
  shown = sheet;
  place.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  refresh();
  place.focus();
});

/** Says how old the sheet is and whether its list changed since. A sheet that left the phone leaves the page too. */
function refresh() {
  const sheet = pocket.sheet();
  if (shown && sheet?.at !== shown.at) {
    shown = null;
    place.replaceChildren();
    document.querySelector("[data-gone]").hidden = false;
  }
  form.hidden = !sheet || shown !== null;
  if (!sheet) return;
  say("[data-age]", age(sheet.at));
  say("[data-kept-at]", clock(sheet.at));
  if (!sheet.since) return;
  say("[data-changed-at]", clock(new Date(sheet.since).getTime()));
  for (const part of document.querySelectorAll("[data-if-changed]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-unless-changed]")) part.remove();
}

function say(where, words) {
  for (const part of document.querySelectorAll(where)) if (part.textContent !== words) part.textContent = words;
}

async function look() {
  refresh();
  await learn(pocket);
  refresh();
}

if (form) {
  look();
  setInterval(look, OFTEN);
  for (const event of ["focus", "pageshow", "online", "storage"]) addEventListener(event, look);
  document.addEventListener("visibilitychange", look);
}
