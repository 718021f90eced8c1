import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { NEW } from "../../../frontend/draft/server.js";
import { showUnsent } from "../../../frontend/draft.js";
import { Device, OFFICER } from "./stand_ins.js";

const STOOD_IN = ["document", "history", "location", "window"];

afterEach(() => {
  for (const name of STOOD_IN) delete globalThis[name];
});

/**
 * A browser that shows a new form, and keeps the state of its entry when it is led back to the same address.
 * @returns where the script led on to.
 */
function browser(state, search = "") {
  const ledTo = [];
  const form = { elements: { page: { value: "report-2" } } };
  const signOut = { dataset: { signOut: OFFICER } };
  globalThis.document = { querySelector: (which) => (which === "form[data-sign-out]" ? signOut : form) };
  globalThis.history = {
    state,
    replaceState(next) {
      this.state = next;
    },
  };
  const href = `https://alerts.example${NEW}${search}`;
  globalThis.location = { pathname: NEW, search, href, replace: (to) => ledTo.push(to) };
  globalThis.window = { localStorage: new Device(), sessionStorage: new Device() };
  return ledTo;
}

for (const search of ["", "?customer=C-1"]) {
  test(`a new form that is opened again asks once where its report is, and then stays: ${search || "plain"}`, () => {
    const ledTo = browser({ report: "report-1" }, search);
    assert.equal(showUnsent(), false);
    assert.deepEqual(ledTo, [`https://alerts.example${NEW}${search ? `${search}&` : "?"}page=report-1`]);

    assert.equal(showUnsent(), true, "nothing was kept of it, so the server led back here");
    assert.equal(ledTo.length, 1);
    assert.deepEqual(history.state, { report: "report-2" });
  });
}

test("a new form that is opened for the first time stays", () => {
  const ledTo = browser(null);
  assert.equal(showUnsent(), true);
  assert.deepEqual([ledTo, history.state], [[], { report: "report-2" }]);
});
