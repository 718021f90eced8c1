import { fill } from "./draft/filling.js";
import { Opening } from "./draft/opening.js";
import { NEW, TOKEN } from "./draft/server.js";
import { forgetOld, holdsWords, markLeft, markSignedOut, Shelf, takeLeft, takeSignedOut } from "./draft/shelf.js";
import { goesOnWith, leadingOn, leavesNothing, sendUnsent } from "./draft/unsent.js";
import { holdsOpenings } from "./phone/pocket.js";

/**
 * Shows at once what this tab left unsent a moment ago, where it opens the same report or a new one.
 *
 * The device has its newest words, and the server may not have them yet. The page goes on as the same opening, so that what
 * is typed next is no other draft.
 *
 * Where Back or "load again" opens a new form a second time, the browser may show the words of before under another key, which
 * would be a draft of what was kept or logged already. The page then leads on to where that report is.
 * @returns whether the page stays.
 */
export function showUnsent() {
  const left = takeLeft(storage("sessionStorage"));
  const form = document.querySelector("form[data-draft]:not([data-bound])");
  const colleague = signOutForm()?.dataset.signOut;
  if (!form || !colleague) return true;
  const fields = left ? new Shelf(storage("localStorage"), colleague).read(left) : null;
  const here = { report: form.elements.page.value, address: location.pathname + location.search };
  if (fields && goesOnWith(fields, here)) fill(form, fields);
  else if (location.pathname === NEW && history.state?.report) {
    const { report } = history.state;
    history.replaceState(null, ""); // a browser that is led back here may keep the state: it is asked once
    location.replace(leadingOn(location.href, report));
    return false;
  }
  history.replaceState({ report: form.elements.page.value }, "");
  return true;
}

/**
 * Keeps what is typed into `<form data-draft>`: at the server, as a draft, a moment after each change; and on the device,
 * only until the server has it. What stays unsent is sent from whichever page its colleague opens next. It goes when the
 * report is logged, at sign-out, and after twelve hours where the colleague does not come back. Each opening of the page
 * has a place of its own on the device, so that no page writes over what another left there.
 */
export function keepDrafts() {
  const signOut = signOutForm();
  const device = storage("localStorage");
  forgetOld(device, signOut?.dataset.signOut ?? null);
  if (!signOut) {
    sayHeld(device);
    return;
  }
  const shelf = new Shelf(device, signOut.dataset.signOut);
  const token = signOut.elements[TOKEN].value;
  const form = document.querySelector("form[data-draft]");
  const opening = form ? watch(form, shelf, token) : null;
  const signedOut = takeSignedOut(storage("sessionStorage"));
  sendUnsent(shelf, token, opening, (finish) => tellNotLogged(finish, signedOut));
  for (const each of document.querySelectorAll(`form[action="${signOut.getAttribute("action")}"]`)) {
    each.addEventListener("submit", async (event) => {
      const unsent = shelf.pages().length > 0;
      if (unsent) {
        event.preventDefault();
        if (!(await leavesNothing(shelf, token, (question) => confirm(question)))) return;
      }
      sayEmptied(each, device);
      if (unsent) each.submit();
    });
  }
}

/** A report's page in the browser, as an `Opening` needs it. */
class ReportPage {
  /** @param tab sessionStorage, or null where the browser forbids it. */
  constructor(form, tab) {
    this.form = form;
    this.tab = tab;
    this.key = `${form.elements.page.value}.${form.elements.opening.value}`;
    this.fresh = !("bound" in form.dataset);
    this.status = form.querySelector("[data-draft-status]");
  }

  get path() {
    return location.pathname;
  }

  get address() {
    return location.pathname + location.search;
  }

  get online() {
    return navigator.onLine;
  }

  fields() {
    return [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && name !== TOKEN);
  }

  say(words, unsent) {
    if (!this.status) return;
    this.status.textContent = words;
    this.status.classList.toggle("app-draft--unsent", unsent);
  }

  leaveMark() {
    markLeft(this.tab, this.key);
  }

  moveTo(path) {
    history.replaceState(null, "", path);
  }

  goTo(path) {
    location.replace(path);
  }

  log() {
    this.form.requestSubmit([...this.form.elements].find(logs));
  }
}

/** Returns whether this button logs the report; the others have a name or an address of their own. */
function logs(button) {
  return button.type === "submit" && !button.name && !button.hasAttribute("formaction");
}

/** Tells an `Opening` what the colleague and the browser do. */
function watch(form, shelf, token) {
  const tab = storage("sessionStorage");
  const opening = new Opening(new ReportPage(form, tab), shelf, token);
  for (const event of ["input", "change", "click", "focusout"]) {
    form.addEventListener(event, () => setTimeout(() => opening.look())); // after the components have answered it
  }
  form.addEventListener("submit", (event) => {
    const discards = event.submitter?.hasAttribute("formaction");
    const goes = discards ? opening.discard() : opening.submit(!event.submitter || logs(event.submitter));
    if (!goes) event.preventDefault();
  });
  addEventListener("online", () => opening.deliver());
  addEventListener("offline", () => opening.disconnected());
  document.addEventListener("visibilitychange", () => (document.hidden ? opening.leave() : takeLeft(tab)));
  addEventListener("pagehide", () => opening.leave());
  addEventListener("pageshow", () => {
    takeLeft(tab);
    opening.back();
  });
  return opening;
}

/** Says on the page of signing in that what was typed is safe, where this device holds unsent words. */
function sayHeld(device) {
  const held = document.querySelector("[data-held]");
  if (!held || !holdsWords(device)) return;
  held.hidden = false;
  markSignedOut(storage("sessionStorage"));
}

/**
 * Says on top of this page that a report which was to be logged is a draft.
 * @param signedOut its colleague had to sign in again; else there was no connection.
 */
function tellNotLogged(finish, signedOut) {
  const notice = document.querySelector("template[data-not-logged]").content.cloneNode(true);
  notice.querySelector(`[data-because="${signedOut ? "no-connection" : "signed-out"}"]`).remove();
  notice.querySelector("a").href = finish;
  document.getElementById("main-content").prepend(notice);
}

/** Tells the server, as it signs out, that it may have the browser clear its storage: nothing that is unsent is in it. */
function sayEmptied(form, device) {
  if (holdsWords(device) || holdsOpenings(device)) return;
  const box = document.createElement("input");
  box.type = "hidden";
  box.name = "emptied";
  box.value = "yes";
  form.append(box);
}

function signOutForm() {
  return document.querySelector("form[data-sign-out]");
}

/** Returns the browser's storage of this name, or null where it forbids it. */
function storage(name) {
  try {
    return window[name];
  } catch {
    return null;
  }
}
