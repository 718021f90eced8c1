import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { REFUSED, SIGNED_OUT, send, UNSENT } from "../../../frontend/draft/server.js";
import { CONNECTION_LOST, FINISH, serverAnswers, words } from "./stand_ins.js";

afterEach(() => mock.restoreAll());

test("the words are posted with the token, and a redirect is not followed", async () => {
  const sent = serverAnswers({ finish: FINISH });
  assert.deepEqual(await send(words("He shouted"), "token"), { finish: FINISH });
  const expected = { method: "POST", redirect: "manual", keepalive: false, account: "He shouted", token: "token" };
  assert.deepEqual(sent, [{ address: "/incidents/draft/", ...expected }]);
});

test("a page that goes lets the browser finish sending", async () => {
  const [sent] = [serverAnswers({ finish: FINISH }), await send(words("He shouted"), "token", true)];
  assert.equal(sent[0].keepalive, true);
});

test("what the server says of a report that was logged or discarded is passed on", async () => {
  serverAnswers({ finish: "", said: "This report was discarded." });
  assert.deepEqual(await send(words("He shouted"), "token"), { finish: "", said: "This report was discarded." });
});

for (const [answer, why] of [
  [CONNECTION_LOST, UNSENT],
  [500, UNSENT],
  [503, UNSENT],
  [400, REFUSED],
  [403, REFUSED],
  ["sign in", SIGNED_OUT],
]) {
  test(`after ${answer} the words are still to be sent, and it says why`, async () => {
    serverAnswers(answer);
    assert.deepEqual(await send(words("He shouted"), "token"), { why });
  });
}

test("an answer that is no JSON counts as none", async () => {
  mock.method(globalThis, "fetch", async () => new Response("<html>"));
  assert.deepEqual(await send(words("He shouted"), "token"), { why: UNSENT });
});
