const ALL = "visits:"; // begins the key of every sheet, whoever kept it
const OPENED = "visits-opened:"; // begins the key of the openings of each colleague
const LONGEST = 12 * 3_600_000; // how long a sheet stays on a device

/**
 * Holds the one sheet that a colleague keeps on this device, sealed; and apart from it when it was opened. The openings name
 * nobody. They outlive the sheet, whoever signs in meanwhile, until the server has them from their own colleague.
 */
export class Pocket {
  /** @param storage localStorage, or null where the browser forbids it. */
  constructor(storage, now = Date.now) {
    this.storage = storage;
    this.now = now;
  }

  /** Returns the sheet as {at, colleague, list, news, changed, sealed, since}, or null where there is none or it is too old. */
  sheet() {
    this.forgetOld();
    const [key] = this.keys();
    return key ? parsed(this.storage.getItem(key)) : null;
  }

  /**
   * Keeps this sheet in place of any other. Returns whether the device took it.
   * @param list where its openings are told. @param news where the server says when the list changed last.
   * @param changed what it said when the sheet was made.
   */
  put(colleague, { list, news, changed, sealed }) {
    this.empty();
    return this.write({ at: this.now(), colleague, list, news, changed, sealed });
  }

  /** Marks the sheet where its list changed after it was made: it must not be read as true. Returns whether it is marked. */
  learned(changed) {
    const sheet = this.sheet();
    if (!sheet) return false;
    if (changed > (sheet.since ?? sheet.changed)) return this.write({ ...sheet, since: changed });
    return Boolean(sheet.since);
  }

  /** Notes that the sheet was opened now, to be sent when there is a connection. */
  opened() {
    const sheet = this.sheet();
    if (!sheet) return;
    const opening = { list: sheet.list, at: new Date(this.now()).toISOString() };
    this.set(OPENED + sheet.colleague, [...this.openings(sheet.colleague), opening]);
  }

  /** Returns the colleague's openings that the server does not have yet, as {list, at}, the oldest first. */
  openings(colleague) {
    return parsed(this.storage?.getItem(OPENED + colleague) ?? null) ?? [];
  }

  /** Forgets the openings of that list at these times: the server has taken them. */
  sent(colleague, list, times) {
    const left = this.openings(colleague).filter((one) => one.list !== list || !times.includes(one.at));
    if (left.length) this.set(OPENED + colleague, left);
    else this.storage?.removeItem(OPENED + colleague);
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
    return this.set(ALL + sheet.colleague, sheet);
  }

  set(key, value) {
    try {
      this.storage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  keys() {
    return keys(this.storage, ALL);
  }
}

/** Returns whether the device holds openings, of whomever, that the server does not have yet. */
export function holdsOpenings(storage) {
  return keys(storage, OPENED).length > 0;
}

function keys(storage, begin) {
  const all = storage ? Array.from({ length: storage.length }, (_, index) => storage.key(index)) : [];
  return all.filter((key) => key.startsWith(begin));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
