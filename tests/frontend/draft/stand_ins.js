// A device, a page and a server for the script of drafts, without a browser.
import { mock } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Shelf } from "../../../frontend/draft/shelf.js";

export const OFFICER = "7";
export const FINISH = "/incidents/CM-I-2026-00001/log/";
export const CONNECTION_LOST = new TypeError("Failed to fetch");

/** A browser's storage. */
export class Device {
  entries = new Map();

  get length() {
    return this.entries.size;
  }

  key(index) {
    return [...this.entries.keys()][index] ?? null;
  }

  getItem(key) {
    return this.entries.get(key) ?? null;
  }

  setItem(key, value) {
    this.entries.set(key, String(value));
  }

  removeItem(key) {
    this.entries.delete(key);
  }
}

/** A device without room for anything more. */
export class FullDevice extends Device {
  setItem() {
    throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
  }
}

/** The page of a report: `types` is what the colleague does, and the rest is what the script may ask of it. */
export class Page {
  key = "report-1.opening-1";
  address = "/incidents/log/";
  fresh = true;
  online = true;
  left = 0;
  logged = 0;
  account = "";

  get path() {
    return this.address.split("?")[0];
  }

  types(words) {
    this.account = words;
  }

  fields() {
    return words(this.account);
  }

  say(words, unsent) {
    this.said = words;
    this.warns = unsent;
  }

  leaveMark() {
    this.left += 1;
  }

  moveTo(path) {
    this.address = path;
  }

  goTo(path) {
    this.gone = path;
  }

  log() {
    this.logged += 1;
  }
}

/** Returns the fields of a report with this account. */
export function words(account, report = "report-1") {
  return [
    ["page", report],
    ["opening", "opening-1"],
    ["account", account],
  ];
}

export function shelf(device = new Device(), colleague = OFFICER) {
  return new Shelf(device, colleague);
}

/**
 * Answers what the script sends: by these answers in turn, the last of them ever after.
 *
 * An answer is what the server says as JSON, a status, "sign in" for a redirect, an error, or a promise of one of these.
 * Returns the list of what was sent, in order: the account, and how.
 */
export function serverAnswers(...answers) {
  const sent = [];
  mock.method(globalThis, "fetch", async (address, { body, ...options }) => {
    sent.push({ address, account: body.get("account"), token: body.get("csrfmiddlewaretoken"), ...options });
    const answer = await answers[Math.min(sent.length, answers.length) - 1];
    if (answer instanceof Error) throw answer;
    if (answer === "sign in") return { ok: false, type: "opaqueredirect", status: 0 };
    return typeof answer === "number" ? new Response("", { status: answer }) : Response.json(answer);
  });
  return sent;
}

/** Returns a promise and what fulfils it: a server that has not answered yet. */
export function later() {
  return Promise.withResolvers();
}

/** Lets this much time pass, and everything that waits for it happen. */
export async function pass(seconds) {
  mock.timers.tick(seconds * 1000);
  await setImmediate();
}
