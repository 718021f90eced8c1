const ADDRESS = "/incidents/draft/";
export const NEW = "/incidents/log/"; // the page of a report that nobody has begun
export const TOKEN = "csrfmiddlewaretoken"; // the field that shows the server whose page this is
export const UNSENT = "Not sent yet. It is kept on this device and will be sent when there is a connection.";
export const NOT_LOGGED = "Not logged. ";
export const TO_LOG = `${NOT_LOGGED}There is no connection. Keep this page open: it is logged as soon as there is one.`;
export const SIGNED_OUT =
  "Not sent yet, because you are signed out. It is kept on this device. Sign in again, and it is sent.";
export const REFUSED =
  "Not sent: this page is out of date, or you signed in again meanwhile. It is kept on this device. Load the page again, and it is sent.";

/**
 * Sends the words of one page to the server, which keeps them as a draft.
 *
 * Returns `{finish}`, the address of the draft, where the server has them; `{finish: "", said}` where their report was logged
 * or discarded meanwhile; `{why}`, a sentence for the colleague, where they are still to be sent.
 * @param leaving the page is about to go: the browser finishes sending without it.
 */
export async function send(fields, token, leaving = false) {
  const body = new URLSearchParams([...fields, [TOKEN, token]]);
  try {
    const answer = await fetch(ADDRESS, { method: "POST", body, redirect: "manual", keepalive: leaving });
    if (answer.ok) return await answer.json();
    if (answer.type === "opaqueredirect") return { why: SIGNED_OUT }; // to the page of signing in
    return { why: answer.status >= 500 ? UNSENT : REFUSED };
  } catch {
    return { why: UNSENT };
  }
}
