import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Opening } from "../../../frontend/draft/opening.js";
import { goesOnWith, leadingOn, leavesNothing, sendUnsent } from "../../../frontend/draft/unsent.js";
import { CONNECTION_LOST, FINISH, later, Page, pass, serverAnswers, shelf, words } from "./stand_ins.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2026, 10, 2, 9) }));
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

const tellsNothing = () => assert.fail("nothing was to be logged");

/** A shelf with two reports that could not be sent, from pages that are gone. */
function withUnsent() {
  const kept = shelf();
  kept.put("report-2.a", words("He shouted", "report-2"));
  kept.put("report-3.a", words("He left", "report-3"));
  return kept;
}

test("any page sends what could not be sent from the page it was typed on", async () => {
  const kept = withUnsent();
  const sent = serverAnswers({ finish: FINISH });
  await sendUnsent(kept, "token", null, tellsNothing);
  assert.deepEqual(
    sent.map(({ account, token }) => [account, token]),
    [
      ["He shouted", "token"],
      ["He left", "token"],
    ],
  );
  assert.deepEqual(kept.pages(), []);
});

test("what still cannot be sent stays, and holds nothing else up", async () => {
  const kept = withUnsent();
  serverAnswers(403, { finish: "", said: "This report was logged already." });
  await sendUnsent(kept, "token", null, tellsNothing);
  assert.deepEqual(kept.pages(), ["report-2.a"]);
});

test("what another tab types meanwhile stays", async () => {
  const kept = withUnsent();
  kept.drop("report-3.a");
  const answer = later();
  serverAnswers(answer.promise);
  const sending = sendUnsent(kept, "token", null, tellsNothing);
  kept.put("report-2.a", words("He shouted at me", "report-2"));
  answer.resolve({ finish: FINISH });
  await sending;
  assert.deepEqual(kept.read("report-2.a"), words("He shouted at me", "report-2"));
});

test("what another tab has sent meanwhile is not sent again", async () => {
  const kept = withUnsent();
  const answer = later();
  const sent = serverAnswers(answer.promise);
  const sending = sendUnsent(kept, "token", null, tellsNothing);
  kept.drop("report-3.a");
  answer.resolve({ finish: FINISH });
  await sending;
  assert.deepEqual(
    sent.map((one) => one.account),
    ["He shouted"],
  );
});

test("a fresh form gives way to the draft that was sent", async () => {
  const kept = withUnsent();
  serverAnswers({ finish: FINISH });
  const page = new Page();
  await sendUnsent(kept, "token", new Opening(page, kept, "token"), tellsNothing);
  assert.equal(page.gone, FINISH);
  assert.deepEqual(kept.pages(), ["report-3.a"], "the page that opens now sends the rest");
});

test("a page says which report was to be logged, and is only a draft", async () => {
  const kept = withUnsent();
  kept.put("report-3.a", words("He left", "report-3"), true);
  serverAnswers({ finish: "/incidents/IN-2026-00002/log/" }, { finish: FINISH });
  const told = [];
  const page = new Page();
  page.address = "/incidents/log/?customer=C100000";
  await sendUnsent(kept, "token", new Opening(page, kept, "token"), (finish) => told.push(finish));
  assert.deepEqual(told, [FINISH]);
  assert.deepEqual([page.gone, kept.pages()], [undefined, []]);
});

test("a page tells nothing of a report that was logged, or that still cannot be sent", async () => {
  for (const answer of [{ finish: "", said: "This report was logged already." }, CONNECTION_LOST]) {
    const kept = shelf();
    kept.put("report-2.a", words("He shouted", "report-2"), true);
    serverAnswers(answer);
    await sendUnsent(kept, "token", null, tellsNothing);
    mock.restoreAll();
  }
});

test("sign-out asks where a report that was to be logged is only a draft", async () => {
  const kept = withUnsent();
  kept.put("report-3.a", words("He left", "report-3"), true);
  serverAnswers({ finish: FINISH });
  const asked = [];
  assert.equal(await leavesNothing(kept, "token", (question) => !asked.push(question)), false);
  assert.deepEqual(asked, ["Your report is not logged: it is a draft. Sign out all the same?"]);
  assert.equal(await leavesNothing(kept, "token", () => assert.fail("it was asked")), true);
});

test("a form that is typed into stays, and the draft is sent beside it", async () => {
  const kept = withUnsent();
  serverAnswers({ finish: FINISH });
  const page = new Page();
  const opening = new Opening(page, kept, "token");
  page.types("She waited");
  opening.look();
  await sendUnsent(kept, "token", opening, tellsNothing);
  assert.equal(page.gone, undefined);
  assert.deepEqual(kept.pages(), []);
});

test("a form stays where the report was logged or discarded", async () => {
  const kept = withUnsent();
  serverAnswers({ finish: "", said: "This report was discarded." });
  const page = new Page();
  await sendUnsent(kept, "token", new Opening(page, kept, "token"), tellsNothing);
  assert.equal(page.gone, undefined);
  assert.deepEqual(kept.pages(), []);
});

test("the page that shows its own unsent words goes on with them as they stand there now", async () => {
  const kept = shelf();
  const sent = serverAnswers({ finish: FINISH });
  const page = new Page();
  kept.put(page.key, words("He shouted"));
  const opening = new Opening(page, kept, "token");
  page.types("He shouted at me");
  await sendUnsent(kept, "token", opening, tellsNothing);
  assert.deepEqual(
    sent.map((one) => one.account),
    ["He shouted at me"],
  );
  assert.equal(page.address, FINISH);
  assert.deepEqual(kept.pages(), []);
  opening.look();
  await pass(60);
  assert.equal(sent.length, 1);
});

test("its own words wait for a connection there", async () => {
  const kept = shelf();
  serverAnswers(CONNECTION_LOST, { finish: FINISH });
  const page = new Page();
  kept.put(page.key, words("He shouted"));
  page.types("He shouted at me");
  await sendUnsent(kept, "token", new Opening(page, kept, "token"), tellsNothing);
  assert.deepEqual([page.warns, kept.read(page.key)], [true, words("He shouted at me")]);
  await pass(10);
  assert.deepEqual([page.warns, kept.pages()], [false, []]);
});

test("sign-out sends what was not sent, and asks nothing", async () => {
  const kept = withUnsent();
  const sent = serverAnswers({ finish: FINISH });
  assert.equal(await leavesNothing(kept, "token", () => assert.fail("nothing is to be deleted")), true);
  assert.deepEqual(
    sent.map(({ account, token }) => [account, token]),
    [
      ["He shouted", "token"],
      ["He left", "token"],
    ],
  );
  assert.deepEqual(kept.pages(), []);
});

test("sign-out asks before it deletes what could not be sent", async () => {
  const kept = withUnsent();
  serverAnswers({ finish: FINISH }, CONNECTION_LOST);
  const asked = [];
  const answers = (answer) => (question) => asked.push(question) && answer;
  assert.equal(await leavesNothing(kept, "token", answers(false)), false);
  assert.deepEqual(kept.pages(), ["report-3.a"]);
  assert.equal(await leavesNothing(kept, "token", answers(true)), true);
  assert.deepEqual(kept.pages(), []);
  const question = "What you typed could not be sent. Sign out all the same, and delete it from this device?";
  assert.deepEqual(asked, [question, question]);
});

test("a page shows the words of its own report, and a new form any that its tab left", () => {
  const left = words("He shouted", "report-2");
  assert.equal(goesOnWith(left, { report: "report-2", address: FINISH }), true);
  assert.equal(goesOnWith(left, { report: "report-1", address: FINISH }), false);
  assert.equal(goesOnWith(left, { report: "report-1", address: "/incidents/log/" }), true);
  assert.equal(goesOnWith(left, { report: "report-1", address: "/incidents/log/?about=ASB" }), false);
  assert.equal(goesOnWith([["account", "report-2"]], { report: "report-2", address: FINISH }), false);
});

test("a form that was opened before asks where its report is", () => {
  assert.equal(leadingOn("http://x/incidents/log/", "report-1"), "http://x/incidents/log/?page=report-1");
  assert.equal(leadingOn("http://x/incidents/log/?asset=A-D1", "k"), "http://x/incidents/log/?asset=A-D1&page=k");
});
