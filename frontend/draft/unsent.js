import { NEW, send } from "./server.js";

const DRAFT = "Your report is not logged: it is a draft. Sign out all the same?";
const DELETE = "What you typed could not be sent. Sign out all the same, and delete it from this device?";

/** Returns whether a page that opens shows these words, which its tab left unsent: its own report's, or any on a new form. */
export function goesOnWith(fields, { report, address }) {
  return address === NEW || fields.some(([name, value]) => name === "page" && value === report);
}

/** Returns the address of this new form that asks the server where the report of that key is now. */
export function leadingOn(address, report) {
  const asked = new URL(address);
  asked.searchParams.set("page", report);
  return asked.href;
}

/**
 * Sends, from any page, what could not be sent from the page on which it was typed.
 *
 * @param opening the report on this page, or null. A form that shows less than a draft gives way to it.
 * @param tell says that a report which was to be logged is a draft, by the address at which it is finished.
 */
export async function sendUnsent(shelf, token, opening, tell) {
  for (const key of shelf.pages()) {
    if (key === opening?.key) {
      await opening.resume();
      continue;
    }
    const { finish, fields, toLog } = await sendAndDrop(shelf, key, token);
    if (finish && toLog) tell(finish);
    else if (finish && opening?.givesWayTo(finish, fields)) {
      opening.page.goTo(finish);
      return;
    }
  }
}

/**
 * Leaves nothing of this colleague on a shared phone when they sign out. What was not sent is sent first.
 *
 * @param agrees asks the colleague a question, and returns whether they say yes.
 * @returns whether they may sign out now.
 */
export async function leavesNothing(shelf, token, agrees) {
  let notLogged = false;
  for (const key of shelf.pages()) {
    const { finish, toLog } = await sendAndDrop(shelf, key, token);
    if (finish && toLog) notLogged = true;
  }
  if (notLogged && !agrees(DRAFT)) return false;
  if (shelf.pages().length && !agrees(DELETE)) return false;
  for (const key of shelf.pages()) shelf.drop(key);
  return true;
}

async function sendAndDrop(shelf, key, token) {
  const fields = shelf.read(key);
  const toLog = shelf.toLog(key);
  if (!fields) return {}; // another tab has sent them meanwhile
  const answer = await send(fields, token);
  if (!answer.why) shelf.dropTaken(key, fields);
  return { ...answer, fields, toLog };
}
