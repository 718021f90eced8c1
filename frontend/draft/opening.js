import { NEW, NOT_LOGGED, send, TO_LOG, UNSENT } from "./server.js";

const PAUSE = 2000; // milliseconds without typing before the draft is sent
const AGAIN = 10_000; // milliseconds before what could not be sent is tried again
const KEYS = ["page", "opening", "seen"]; // which report it is, and no part of it
const TYPED_MORE = `${NOT_LOGGED}You typed more after you sent it. Send it again.`;
const NOT_DISCARDED = "Not discarded: there is no connection.";
const APART = "This report was gone on with elsewhere. What you type here is a draft of its own. ";

/**
 * Keeps what is typed on one opening of a report's page: on the shelf at once, and at the server a moment later.
 *
 * It knows the page through a few members: `key`, `fresh` (as the server keeps it, not as it was sent and refused), `fields()`,
 * `path`, `address` (with what follows `?`), `online`, `say(words, unsent)`, `leaveMark()`, `moveTo(path)`, `goTo(path)` and
 * `log()`, which presses the button that logs the report.
 */
export class Opening {
  constructor(page, shelf, token) {
    Object.assign(this, { page, shelf, token, timer: 0, sending: false, gone: false });
    Object.assign(this, { toLog: false, notLogged: false }); // waits to be logged; was to be, and is not
    this.begun = JSON.stringify(page.fields());
    this.last = this.begun;
  }

  get key() {
    return this.page.key;
  }

  /** Puts what was typed on the shelf, and sends it once nothing more is typed for a moment. */
  look() {
    const now = JSON.stringify(this.page.fields());
    if (now === this.last) return;
    this.last = now;
    if (this.toLog) this.page.say(TYPED_MORE, true);
    this.toLog = false;
    this.shelf.put(this.key, JSON.parse(now));
    this.wait(PAUSE);
  }

  wait(long) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.deliver(), long);
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
      this.unsent(answer.why);
    } else if (sent !== this.last) {
      this.wait(PAUSE);
    } else {
      this.arrived(answer);
    }
  }

  /** Says why the words are still on the device, and tries again in a while. */
  unsent(why) {
    const begins = this.toLog || this.notLogged ? NOT_LOGGED : "";
    this.page.say(this.toLog && why === UNSENT ? TO_LOG : begins + why, true);
    this.wait(AGAIN);
  }

  /** The server has the words. There is a connection again, so a report that waited for it is logged. */
  arrived(answer) {
    this.shelf.drop(this.key);
    if (this.toLog && answer.finish) this.page.log();
    else this.kept(answer);
  }

  pending() {
    return this.shelf.read(this.key) !== null;
  }

  /** Says that the server has the words. The address becomes the draft's own, so that to load it again shows them. */
  kept({ finish, said = "" }) {
    if (!finish) {
      this.page.say(said, false);
      return;
    }
    const apart = ![finish, NEW].includes(this.page.path);
    if (this.page.path !== finish) this.page.moveTo(finish);
    const begins = (this.notLogged ? NOT_LOGGED : "") + (apart ? APART : "");
    this.page.say(`${begins}Kept as a draft at ${timeInLondon()}. Only you see it.`, this.notLogged);
    this.notLogged = false;
  }

  /** Sends what an earlier visit to this opening left on the shelf, with what the form shows now. */
  resume() {
    this.notLogged = this.shelf.toLog(this.key);
    this.last = JSON.stringify(this.page.fields());
    this.shelf.put(this.key, JSON.parse(this.last));
    return this.deliver();
  }

  /** Sends what is unsent when nobody looks at the page any more. Whoever comes back in this tab finds it here. */
  leave() {
    this.look();
    if (!this.pending()) return;
    this.page.leaveMark();
    this.deliver(true);
  }

  /**
   * Returns whether the form may be sent now. Its words stay on the shelf until the next page hears that they arrived.
   *
   * Without a connection a report waits to be logged while the page stays open and nothing more is typed.
   * @param toLog the report is to be logged; else it is to be finished later.
   */
  submit(toLog) {
    this.look();
    this.toLog = toLog;
    this.shelf.put(this.key, this.page.fields(), toLog);
    this.gone = this.page.online;
    if (!this.gone) this.unsent(UNSENT);
    return this.gone;
  }

  /** The report is discarded: nothing of it is sent any more. Returns whether that can be done now. */
  discard() {
    if (!this.page.online) {
      this.page.say(NOT_DISCARDED, true);
      return false;
    }
    this.shelf.drop(this.key);
    this.gone = true;
    return true;
  }

  /** The browser shows the page again after it was sent. */
  back() {
    this.gone = false;
  }

  disconnected() {
    this.page.say(this.toLog ? TO_LOG : UNSENT, true);
  }

  /** Returns whether this form, untouched, should give way to a draft that shows more. */
  givesWayTo(finish, fields) {
    const untouched = this.last === this.begun;
    return this.page.fresh && untouched && [NEW, finish].includes(this.page.address) && !this.holds(fields);
  }

  holds(fields) {
    const words = (all) => JSON.stringify(all.filter(([name]) => !KEYS.includes(name)));
    return words(fields) === words(this.page.fields());
  }
}

function timeInLondon() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
}
