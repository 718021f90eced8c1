const ADDRESS = "/incidents/draft/";
const PAUSE = 2000; // milliseconds without typing before the draft is sent
const AGAIN = 10_000; // milliseconds before what could not be sent is tried again
const LONGEST = 12 * 3_600_000; // how long the words of a colleague who has not come back stay on a device
const KEYS = ["page", "opening", "seen"]; // which report it is, and no part of it
const NEW = "/incidents/log/";
const LEFT = "report-left"; // in the storage of this tab: the page that it left with words the server may not have
const UNSENT = "Not sent yet. It is kept on this device and will be sent when there is a connection.";
const SIGNED_OUT = "Not sent yet, because you are signed out. It is kept on this device. Sign in again, and it is sent.";
const APART = "This report was gone on with elsewhere. What you type here is a draft of its own. ";
const REFUSED =
  "Not sent: this page is out of date, or you signed in again meanwhile. It is kept on this device. Load the page again, and it is sent.";
const DELETE = "What you typed could not be sent. Sign out all the same, and delete it from this device?";

/**
 * The report that this tab left a moment ago, and opens again: the device has its newest words, and the server may not have
 * them yet. The page shows them at once and goes on as the same opening, so that what is typed next is no other draft.
 */
export function showUnsent() {
  const left = takeMark();
  const form = document.querySelector("form[data-draft]:not([data-bound])");
  const colleague = document.querySelector("form[data-sign-out]")?.dataset.signOut;
  const fields = left && form && colleague ? new Shelf(colleague).read(left) : null;
  if (!fields) return;
  const same = fields.some(([name, value]) => name === "page" && value === form.elements.page.value);
  if (same || location.pathname + location.search === NEW) fill(form, fields);
}

/** Sets each box of the form as these fields have it, and unfolds what holds something. */
function fill(form, fields) {
  for (const control of form.querySelectorAll("input, select, textarea")) {
    if (!control.name || control.name === "csrfmiddlewaretoken" || control.type === "file") continue;
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    const ticked = ["checkbox", "radio"].includes(control.type);
    if (ticked) control.checked = values.includes(control.value);
    else if (control.multiple) for (const option of control.options) option.selected = values.includes(option.value);
    else control.value = values[0] ?? "";
    const fold = control.closest("details");
    if (fold && (ticked ? control.checked : control.value)) fold.open = true;
  }
}

function mark(page) {
  try {
    sessionStorage.setItem(LEFT, page);
  } catch {
    // A browser that keeps nothing.
  }
}

function takeMark() {
  try {
    const page = sessionStorage.getItem(LEFT);
    sessionStorage.removeItem(LEFT);
    return page;
  } catch {
    return null;
  }
}

/**
 * Keeps what is typed into `<form data-draft>`: at the server, as a draft, a moment after each change; and on the device,
 * only until the server has it. What stays unsent is sent from whichever page its colleague opens next. It goes when the
 * report is logged, at sign-out, and after twelve hours where the colleague does not come back. Each opening of the page
 * has a place of its own on the device, so that no page writes over what another left there.
 */
export function keepDrafts() {
  const signOut = document.querySelector("form[data-sign-out]");
  forgetOld(signOut?.dataset.signOut ?? "");
  if (!signOut) return;
  const shelf = new Shelf(signOut.dataset.signOut);
  const token = signOut.elements.csrfmiddlewaretoken.value;
  const form = document.querySelector("form[data-draft]");
  const typing = form ? new Typing(form, shelf, token) : null;
  sendKept(shelf, token, typing);
  leaveNothing(signOut, shelf, token);
}

/** What waits on this device for one colleague: by the key of the page that it was typed on, and which opening of it. */
class Shelf {
  constructor(colleague) {
    this.prefix = `report:${colleague}:`;
  }

  pages() {
    return keys().filter((key) => key.startsWith(this.prefix)).map((key) => key.slice(this.prefix.length));
  }

  read(page) {
    return parsed(this.prefix + page)?.fields ?? null;
  }

  put(page, fields) {
    try {
      localStorage.setItem(this.prefix + page, JSON.stringify({ at: Date.now(), fields }));
    } catch {
      // A browser that keeps nothing: then the server alone does.
    }
  }

  drop(page) {
    localStorage.removeItem(this.prefix + page);
  }
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("report:"));
  } catch {
    return [];
  }
}

function parsed(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function forgetOld(colleague) {
  for (const key of keys()) {
    if (key.startsWith(`report:${colleague}:`)) continue;
    if (!(Date.now() - parsed(key)?.at < LONGEST)) localStorage.removeItem(key);
  }
}

/** What the server answers: `{finish}` where it has the words; `{why}` in the place of that. */
async function send(fields, token, keepalive = false) {
  const body = new URLSearchParams([...fields, ["csrfmiddlewaretoken", token]]);
  try {
    const answer = await fetch(ADDRESS, { method: "POST", body, redirect: "manual", keepalive });
    if (answer.ok) return await answer.json();
    if (answer.type === "opaqueredirect") return { why: SIGNED_OUT }; // to the page of signing in
    return { why: answer.status >= 500 ? UNSENT : REFUSED };
  } catch {
    return { why: UNSENT };
  }
}

class Typing {
  constructor(form, shelf, token) {
    Object.assign(this, { form, shelf, token, timer: 0, sending: false });
    this.page = `${form.elements.page.value}.${form.elements.opening.value}`;
    this.fresh = !("bound" in form.dataset); // as the server keeps it; else as it was sent, and not taken
    this.status = form.querySelector("[data-draft-status]");
    this.begun = this.last = JSON.stringify(this.fields());
    for (const event of ["input", "change", "click", "focusout"]) form.addEventListener(event, () => setTimeout(() => this.look()));
    form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("online", () => this.deliver());
    addEventListener("offline", () => this.say(UNSENT, true));
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : takeMark()));
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", () => takeMark());
  }

  fields() {
    return [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  }

  /** Whether the page shows these words already. */
  holds(fields) {
    const words = (all) => JSON.stringify(all.filter(([name]) => !KEYS.includes(name)));
    return words(fields) === words(this.fields());
  }

  get untouched() {
    return this.last === this.begun;
  }

  pending() {
    return this.shelf.read(this.page) !== null;
  }

  look() {
    const now = JSON.stringify(this.fields());
    if (now === this.last) return;
    this.last = now;
    this.shelf.put(this.page, JSON.parse(now));
    this.wait(PAUSE);
  }

  wait(long) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.deliver(), long);
  }

  /** Nobody looks at the page any more: perhaps it goes. What is unsent is sent, and whoever comes back finds it here. */
  leave() {
    this.look();
    if (!this.pending()) return;
    mark(this.page);
    this.deliver(true);
  }

  async deliver(leaving = false) {
    if (!this.pending() || this.sending || this.gone) return;
    this.sending = true;
    const sent = this.last;
    const answer = await send(JSON.parse(sent), this.token, leaving);
    // The page that is opened now may have been drawn before they arrived: it finds them on the device, unless this one stays.
    if (leaving) await new Promise((then) => setTimeout(then, PAUSE));
    this.sending = false;
    if (this.gone) return;
    if (answer.why) {
      this.say(answer.why, true);
      return this.wait(AGAIN);
    }
    if (sent !== this.last) return this.wait(PAUSE);
    this.shelf.drop(this.page);
    this.kept(answer);
  }

  kept({ finish, said = "" }) {
    const apart = finish && ![finish, NEW].includes(location.pathname);
    // From now on the address is the draft's own: to load the page again, or to come back to it, shows what was typed.
    if (finish && location.pathname !== finish) history.replaceState(null, "", finish);
    const at = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
    this.say(finish ? `${apart ? APART : ""}Kept as a draft at ${at}. Only you see it.` : said, false);
  }

  submit(event) {
    this.look();
    if (navigator.onLine) {
      this.shelf.put(this.page, this.fields()); // until the next page hears from the server that it arrived
      this.gone = true;
      addEventListener("pageshow", () => (this.gone = false), { once: true });
      return;
    }
    event.preventDefault();
    this.say(UNSENT, true);
  }

  say(words, unsent) {
    if (!this.status) return;
    this.status.textContent = words;
    this.status.classList.toggle("app-draft--unsent", unsent);
  }
}

/** From any page: what could not be sent from the page it was typed on. A form that shows less gives way to the draft. */
async function sendKept(shelf, token, typing) {
  for (const page of shelf.pages()) {
    if (page === typing?.page) {
      typing.last = JSON.stringify(typing.fields());
      shelf.put(page, JSON.parse(typing.last));
      await typing.deliver();
      continue;
    }
    const fields = shelf.read(page) ?? [];
    const answer = await send(fields, token);
    if (answer.why) continue;
    shelf.drop(page);
    if (answer.finish && typing?.fresh && typing.untouched && shows(answer.finish) && !typing.holds(fields)) {
      location.replace(answer.finish);
      return;
    }
  }
}

function shows(finish) {
  return [NEW, finish].includes(location.pathname + location.search);
}

/** A shared phone: who signs out leaves nothing behind. What was not sent is sent first. */
function leaveNothing(signOut, shelf, token) {
  for (const form of document.querySelectorAll(`form[action="${signOut.getAttribute("action")}"]`)) {
    form.addEventListener("submit", async (event) => {
      if (!shelf.pages().length) return;
      event.preventDefault();
      for (const page of shelf.pages()) {
        const answer = await send(shelf.read(page) ?? [], token);
        if (!answer.why) shelf.drop(page);
      }
      if (shelf.pages().length && !confirm(DELETE)) return;
      for (const page of shelf.pages()) shelf.drop(page);
      form.submit();
    });
  }
}
