const ALL = "report:"; // begins the key of every entry, whoever typed it
const LONGEST = 12 * 3_600_000; // how long the words of a colleague who has not come back stay on a device
const LEFT = "report-left";
const SIGNED_OUT = "report-signed-out";

/**
 * Holds one colleague's unsent words on this device, by the key of the page and opening on which they were typed.
 *
 * Where the device keeps nothing (it is forbidden, or full), the words last as long as the page: the server still gets them.
 */
export class Shelf {
  /** @param storage localStorage, or null where the browser forbids it. */
  constructor(storage, colleague) {
    this.storage = storage;
    this.prefix = `${ALL}${colleague}:`;
    this.unkept = new Map(); // what the device did not take
  }

  /** Lists the keys of the pages that left unsent words. */
  pages() {
    const kept = keys(this.storage).filter((key) => key.startsWith(this.prefix));
    return [...new Set([...kept.map((key) => key.slice(this.prefix.length)), ...this.unkept.keys()])];
  }

  /** Returns the words of this page as pairs of name and value, or null. */
  read(page) {
    return this.entry(page)?.fields ?? null;
  }

  /** Returns whether their report was to be logged, and not only kept. */
  toLog(page) {
    return this.entry(page)?.toLog ?? false;
  }

  entry(page) {
    return this.unkept.get(page) ?? parsed(this.storage, this.prefix + page);
  }

  /** @param toLog the colleague sent these words as a report that is to be logged. */
  put(page, fields, toLog = false) {
    try {
      this.storage.setItem(this.prefix + page, JSON.stringify({ at: Date.now(), fields, toLog }));
      this.unkept.delete(page);
    } catch {
      this.unkept.set(page, { fields, toLog });
    }
  }

  drop(page) {
    this.unkept.delete(page);
    this.storage?.removeItem(this.prefix + page);
  }

  /** Drops what the server has taken, unless another tab has put newer words there since they were read. */
  dropTaken(page, fields) {
    if (JSON.stringify(this.read(page)) === JSON.stringify(fields)) this.drop(page);
  }
}

/** Deletes what others left on this device over twelve hours ago. Pass null where nobody is signed in. */
export function forgetOld(storage, colleague) {
  for (const key of keys(storage)) {
    if (colleague && key.startsWith(`${ALL}${colleague}:`)) continue;
    const young = Date.now() - parsed(storage, key)?.at < LONGEST; // an entry without a time is never young
    if (!young) storage.removeItem(key);
  }
}

/** Returns whether anybody's unsent words are on this device. */
export function holdsWords(storage) {
  return keys(storage).length > 0;
}

/** Notes in this tab's storage the page that it leaves with words the server may not have. */
export function markLeft(storage, page) {
  try {
    storage.setItem(LEFT, page);
  } catch {
    // A browser that keeps nothing: then the page comes back as the server has it.
  }
}

/** Returns the page that this tab left with unsent words, once. */
export function takeLeft(storage) {
  const page = storage?.getItem(LEFT) ?? null;
  storage?.removeItem(LEFT);
  return page;
}

/** Notes in this tab's storage that its colleague was asked to sign in again while the device held unsent words. */
export function markSignedOut(storage) {
  try {
    storage.setItem(SIGNED_OUT, "yes");
  } catch {
    // A browser that keeps nothing: then the page says that the words did not arrive, and not why.
  }
}

/** Returns whether that was noted, once. */
export function takeSignedOut(storage) {
  const noted = storage?.getItem(SIGNED_OUT) === "yes";
  storage?.removeItem(SIGNED_OUT);
  return noted;
}

function keys(storage) {
  return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage.key(index)).filter((key) =>
    key.startsWith(ALL),
  );
}

function parsed(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}
