const ALL = "visits:"; // begins the key of every sheet, whoever kept it
const LONGEST = 12 * 3_600_000; // how long a sheet stays on a device

/** Holds the one sheet that a colleague keeps on this device, sealed, with the times at which it was opened since. */
export class Pocket {
  /** @param storage localStorage, or null where the browser forbids it. */
  constructor(storage, now = Date.now) {
    this.storage = storage;
    this.now = now;
  }

  /** Returns the sheet as {at, list, colleague, sealed, openings}, or null where there is none or it is too old. */
  sheet() {
    this.forgetOld();
    const [key] = this.keys();
    return key ? parsed(this.storage.getItem(key)) : null;
  }

  /** Keeps this sheet in place of any other. Returns whether the device took it. */
  put(colleague, list, sealed) {
    this.empty();
    return this.write({ at: this.now(), list, colleague, sealed, openings: [] });
  }

  /** Notes that the sheet was opened now, to be sent when there is a connection. */
  opened() {
    const sheet = this.sheet();
    if (sheet) this.write({ ...sheet, openings: [...sheet.openings, new Date(this.now()).toISOString()] });
  }

  /** Forgets the openings that the server has taken. */
  sent(openings) {
    const sheet = this.sheet();
    if (sheet) this.write({ ...sheet, openings: sheet.openings.filter((one) => !openings.includes(one)) });
  }

  /** Deletes what is older than twelve hours, and what another colleague kept. @param colleague null where nobody is known. */
  forgetOld(colleague = null) {
    for (const key of this.keys()) {
      const sheet = parsed(this.storage.getItem(key));
      const old = !sheet || !(this.now() - sheet.at < LONGEST);
      if (old || (colleague !== null && sheet.colleague !== colleague)) this.storage.removeItem(key);
    }
  }

  empty() {
    for (const key of this.keys()) this.storage.removeItem(key);
  }

  write(sheet) {
    try {
      this.storage.setItem(ALL + sheet.colleague, JSON.stringify(sheet));
      return true;
    } catch {
      return false;
    }
  }

  keys() {
    const all = this.storage ? Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index)) : [];
    return all.filter((key) => key.startsWith(ALL));
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Returns how long ago that was, in words. */
export function age(at, now = Date.now()) {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000));
  const hours = Math.floor(minutes / 60);
  const parts = [counted(hours, "hour"), counted(minutes % 60, "minute")].filter(Boolean);
  return parts.length ? `${parts.join(" and ")} ago` : "just now";
}

function counted(number, noun) {
  return number ? `${number} ${noun}${number === 1 ? "" : "s"}` : "";
}
