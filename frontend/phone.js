// Keeps the sheet of visits on the phone, for where there is no signal.
import { Pocket } from "./phone/pocket.js";
import { seal } from "./phone/sealing.js";

export const SHORTEST = 8; // letters of a code
const AT_ONCE = 50; // openings that the server takes together
const WITHOUT = "/visits/without-connection/"; // the page that opens a kept sheet
const TOKEN = "csrfmiddlewaretoken";
const KEPT =
  "Kept on this phone. Without a connection Visits and Look up ask for the code, for 12 hours or until you sign out.";

/** On each page: offers to keep a sheet, sends what was opened without a connection, and empties the pocket at sign-out. */
export function keepSheets(pocket = new Pocket(device()), ask = fetch) {
  const signOut = document.querySelector("form[data-sign-out]");
  pocket.forgetOld(signOut?.dataset.signOut ?? null);
  if (!signOut) return;
  navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
  for (const each of document.querySelectorAll(`form[action="${signOut.getAttribute("action")}"]`))
    each.addEventListener("submit", () => pocket.empty());
  const token = signOut.elements[TOKEN].value;
  sendOpenings(pocket, signOut.dataset.signOut, token, ask);
  learn(pocket, ask).then(() => leadToSheet(pocket));
  const form = document.querySelector("form[data-keep-on-phone]");
  tellOld(form, pocket);
  if (form && globalThis.crypto?.subtle) offer(form, pocket, signOut.dataset.signOut, token, ask);
}

/** Where a page may come to say that it could not check, a link leads to the sheet that is kept on this phone. */
function leadToSheet(pocket) {
  const notice = document.querySelector("[data-could-not-check]");
  if (!notice || !pocket.sheet()) return;
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = WITHOUT;
  link.textContent = "Open the sheet of visits that is kept on this phone";
  const line = document.createElement("p");
  line.className = "govuk-body";
  line.append(link);
  notice.append(line);
}

/** Where the page shows the list of the copy, with something that the copy does not have, it says so on top. */
function tellOld(form, pocket) {
  const notice = document.querySelector("[data-copy-old]");
  if (notice) notice.hidden = !(pocket.sheet()?.list === form.dataset.opened && pocket.learned(form.dataset.changed));
}

/** Asks whether the list of the copy changed after the copy was made. Then the copy is marked; where the list is gone, it goes. */
export async function learn(pocket, ask = fetch) {
  const sheet = pocket.sheet();
  if (!sheet) return;
  try {
    const answer = await ask(sheet.news, { cache: "no-store" });
    if (answer.status === 404) pocket.empty();
    else if (answer.ok && !answer.redirected) pocket.learned(await answer.text());
  } catch {
    // there is no connection: nothing is known
  }
}

function offer(form, pocket, colleague, token, ask) {
  form.hidden = false;
  const said = form.querySelector("[role=status]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const code = form.elements.code.value;
    if (code.length < SHORTEST) {
      said.textContent = `Type a code of at least ${SHORTEST} letters or numbers.`;
      return;
    }
    said.textContent = "Keeping…";
    said.textContent = (await kept(form, pocket, colleague, token, code, ask))
      ? KEPT
      : `Could not keep it. ${pocket.sheet() ? "The copy of before is still on this phone." : "Nothing is on this phone."}`;
    tellOld(form, pocket);
    form.elements.code.value = "";
  });
}

/** Fetches the sheet, which is then in the read log as kept, seals it and puts it into the pocket. Returns whether it is there. */
export async function kept(form, pocket, colleague, token, code, ask = fetch) {
  try {
    const answer = await ask(form.dataset.keepOnPhone, { method: "POST", headers: { "X-CSRFToken": token } });
    if (!answer.ok || answer.redirected) return false;
    const { opened: list, news } = form.dataset;
    const changed = answer.headers.get("X-Changed");
    return pocket.put(colleague, { list, news, changed, sealed: await seal(await answer.text(), code) });
  } catch {
    return false;
  }
}

/** Sends when the colleague opened sheets without a connection. What the server did not take stays for the next page. */
export async function sendOpenings(pocket, colleague, token, ask = fetch) {
  const openings = pocket.openings(colleague);
  for (const list of new Set(openings.map((one) => one.list))) {
    const times = openings.filter((one) => one.list === list).map((one) => one.at);
    const some = times.slice(0, AT_ONCE);
    const body = new URLSearchParams(some.map((at) => ["at", at]));
    try {
      const answer = await ask(list, { method: "POST", headers: { "X-CSRFToken": token }, body });
      if ((answer.ok && !answer.redirected) || answer.status === 404) pocket.sent(colleague, list, some);
    } catch {
      return; // there is no connection again
    }
  }
}

function device() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
