const PAUSE = 200; // milliseconds without typing before the server is asked
const ADDRESS = "/look-up/suggestions/";
export const SEARCHING = "Searching…";
export const NOTHING = "Nothing found. Try the reference";
export const COULD_NOT_CHECK =
  "Could not check – treat this as a stop, not as “nothing found”. Try again, or type the whole reference";

/**
 * Asks the server, for one field, what the words typed so far may mean.
 *
 * `said` tells why no suggestion stands there: it is searched still, nothing was found, or it could not be checked.
 */
export class Search {
  /** @param only "people" or "places". */
  constructor(only) {
    Object.assign(this, { only, said: SEARCHING, timer: 0, running: null });
  }

  /** Hands what these words may mean to `show`, unless others are looked for first. */
  look(words, show) {
    clearTimeout(this.timer);
    this.running?.abort();
    this.said = SEARCHING;
    this.timer = setTimeout(() => this.ask(words, show), PAUSE);
  }

  async ask(words, show) {
    const mine = new AbortController();
    this.running = mine;
    const found = await suggested({ q: words, only: this.only }, mine.signal);
    if (mine.signal.aborted) return;
    this.said = found ? NOTHING : COULD_NOT_CHECK;
    show(found ?? []);
  }
}

/** Returns the server's suggestions, or null where it gave no answer to go by, such as the page of signing in. */
async function suggested(query, signal) {
  try {
    const address = `${ADDRESS}?${new URLSearchParams(query)}`;
    const answer = await fetch(address, { signal, redirect: "manual", headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
