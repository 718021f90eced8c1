// The page that the service worker shows where there is no connection. It opens the sheet that is kept on the phone.
import { age, Pocket } from "./phone/pocket.js";
import { unseal } from "./phone/sealing.js";

const pocket = new Pocket(globalThis.localStorage);
const sheet = pocket.sheet();
const form = document.querySelector("form[data-kept]");
if (sheet && form) {
  form.hidden = false;
  form.querySelector("[data-age]").textContent = age(sheet.at);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = await unseal(sheet.sealed, form.elements.code.value);
    form.elements.code.value = "";
    if (text === null) {
      form.querySelector("[role=status]").textContent = "This is not the code.";
      return;
    }
    pocket.opened();
    show(text);
  });
}

function show(text) {
  const found = new DOMParser().parseFromString(text, "text/html");
  const place = document.querySelector("[data-sheet]");
  place.replaceChildren(...found.body.childNodes);
  place.querySelector("[data-age]").textContent = age(sheet.at);
  form.hidden = true;
  place.focus();
}
