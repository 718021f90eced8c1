import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Opening } from "../../../frontend/draft/opening.js";
import { REFUSED, SIGNED_OUT, TO_LOG, UNSENT } from "../../../frontend/draft/server.js";
import { CONNECTION_LOST, FINISH, FullDevice, later, Page, pass, serverAnswers, shelf, words } from "./stand_ins.js";

const KEPT = "Kept as a draft at 09:00. Only you see it.";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2026, 10, 2, 8, 59, 58) }));
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/** A report that is opened, with nothing typed yet. */
function opened(device) {
  const page = new Page();
  const kept = shelf(device);
  const opening = new Opening(page, kept, "token");
  const types = (account) => {
    page.types(account);
    opening.look();
  };
  return { page, kept, opening, types, held: () => kept.read(page.key) };
}

test("what is typed is on the device at once, and at the server after two seconds", async () => {
  const sent = serverAnswers({ finish: FINISH });
  const { page, types, held } = opened();
  types("He shouted");
  assert.deepEqual(held(), words("He shouted"));
  await pass(1.9);
  assert.equal(sent.length, 0);

  await pass(0.1);
  assert.deepEqual(
    sent.map(({ account, token, keepalive }) => [account, token, keepalive]),
    [["He shouted", "token", false]],
  );
  assert.equal(held(), null);
  assert.deepEqual([page.said, page.warns], [KEPT, false]);
});

test("nothing is sent while one types, and then the last words only", async () => {
  const sent = serverAnswers({ finish: FINISH });
  const { types } = opened();
  for (const account of ["He", "He shouted", "He shouted at me"]) {
    types(account);
    await pass(1.5);
  }
  assert.equal(sent.length, 0);
  await pass(0.5);
  assert.deepEqual(
    sent.map((one) => one.account),
    ["He shouted at me"],
  );
});

test("a look at what has not changed sends nothing", async () => {
  const sent = serverAnswers({ finish: FINISH });
  const { opening, types, held } = opened();
  opening.look();
  await opening.deliver();
  await pass(60);
  assert.equal(held(), null);
  types("He shouted");
  await pass(2);
  opening.look();
  await pass(60);
  assert.equal(sent.length, 1);
});

test("the address becomes the draft's own", async () => {
  serverAnswers({ finish: FINISH });
  const { page, types } = opened();
  types("He shouted");
  await pass(2);
  assert.equal(page.address, FINISH);
  page.moveTo = () => assert.fail("it stands there already");
  types("He shouted at me");
  await pass(2);
});

test("a draft that was gone on with elsewhere becomes a draft of its own, and it says so", async () => {
  const other = "/incidents/CM-I-2026-00002/log/";
  serverAnswers({ finish: other });
  const { page, types } = opened();
  page.address = FINISH;
  types("He shouted");
  await pass(2);
  const apart = "This report was gone on with elsewhere. What you type here is a draft of its own. ";
  assert.equal(page.said, apart + KEPT);
  assert.equal(page.address, other);
  types("He shouted at me");
  await pass(2);
  assert.equal(page.said, KEPT);
});

test("the words of a report that was logged or discarded meanwhile are forgotten, and it says so", async () => {
  serverAnswers({ finish: "", said: "This report was discarded." });
  const { page, types, held } = opened();
  types("He shouted");
  await pass(2);
  assert.equal(held(), null);
  assert.deepEqual([page.said, page.warns, page.address], ["This report was discarded.", false, "/incidents/log/"]);
});

for (const [answer, why] of [
  [CONNECTION_LOST, UNSENT],
  [502, UNSENT],
  ["sign in", SIGNED_OUT],
  [403, REFUSED],
]) {
  test(`after ${answer} the words stay on the device, and are sent again ten seconds later`, async () => {
    const sent = serverAnswers(answer, answer, { finish: FINISH });
    const { page, types, held } = opened();
    types("He shouted");
    await pass(2);
    assert.deepEqual([page.said, page.warns, held()], [why, true, words("He shouted")]);

    await pass(9.9);
    assert.equal(sent.length, 1);
    await pass(0.1);
    assert.deepEqual([sent.length, page.warns, held()], [2, true, words("He shouted")]);
    await pass(10);
    assert.deepEqual([sent.length, page.warns, held()], [3, false, null]);
    await pass(60);
    assert.equal(sent.length, 3);
  });
}

test("once there is a connection they are sent at once", async () => {
  const sent = serverAnswers(CONNECTION_LOST, { finish: FINISH });
  const { page, opening, types, held } = opened();
  opening.disconnected();
  assert.deepEqual([page.said, page.warns], [UNSENT, true]);
  types("He shouted");
  await pass(2);
  await opening.deliver();
  assert.deepEqual([sent.length, held(), page.warns], [2, null, false]);
});

test("what is typed while the server answers is not taken for sent", async () => {
  const answer = later();
  const sent = serverAnswers(answer.promise, { finish: FINISH });
  const { page, types, held } = opened();
  types("He shouted");
  await pass(2);
  types("He shouted at me");
  answer.resolve({ finish: FINISH });
  await pass(0);
  assert.deepEqual(held(), words("He shouted at me"));
  assert.equal(page.said, undefined);

  await pass(2);
  assert.deepEqual(
    sent.map((one) => one.account),
    ["He shouted", "He shouted at me"],
  );
  assert.equal(held(), null);
});

test("what is typed while the server is slow is sent once it has answered", async () => {
  const answer = later();
  const sent = serverAnswers(answer.promise, { finish: FINISH });
  const { types, held } = opened();
  types("He shouted");
  await pass(2);
  types("He shouted at me");
  await pass(10);
  assert.equal(sent.length, 1);
  answer.resolve({ finish: FINISH });
  await pass(0);
  await pass(2);
  assert.deepEqual([sent.length, held()], [2, null]);
});

test("a second sending waits for the first", async () => {
  const answer = later();
  const sent = serverAnswers(answer.promise, { finish: FINISH });
  const { opening, types } = opened();
  types("He shouted");
  await pass(2);
  await opening.deliver();
  assert.equal(sent.length, 1);
  answer.resolve({ finish: FINISH });
});

test("where the device keeps nothing, the server does", async () => {
  const sent = serverAnswers({ finish: FINISH });
  const { page, types } = opened(new FullDevice());
  types("He shouted");
  await pass(2);
  assert.deepEqual([sent.length, page.said], [1, KEPT]);
});

test("who leaves the page has the last words sent, and finds them on the device until the next page is there", async () => {
  const sent = serverAnswers({ finish: FINISH });
  const { page, opening, held } = opened();
  page.types("He shouted"); // and goes before the script has looked
  opening.leave();
  await pass(0);
  assert.deepEqual(
    sent.map(({ account, keepalive }) => [account, keepalive]),
    [["He shouted", true]],
  );
  assert.deepEqual([page.left, held()], [1, words("He shouted")]);

  await pass(1.9);
  assert.deepEqual(held(), words("He shouted"));
  await pass(0.1);
  assert.equal(held(), null);
});

test("who leaves a page that the server has whole leaves no mark", async () => {
  const sent = serverAnswers({ finish: FINISH });
  const { page, opening } = opened();
  opening.leave();
  await pass(10);
  assert.deepEqual([page.left, sent.length], [0, 0]);
});

test("a report that is sent waits on the device for the next page, and is no longer kept as a draft", async () => {
  const sent = serverAnswers({ finish: FINISH });
  const { page, opening, held } = opened();
  page.types("He shouted");
  assert.equal(opening.submit(), true);
  assert.deepEqual(held(), words("He shouted"));
  await pass(60);
  await opening.deliver();
  assert.equal(sent.length, 0);
  assert.deepEqual(held(), words("He shouted"));
});

test("a report that is sent unchanged waits there all the same", () => {
  const { opening, held } = opened();
  assert.equal(opening.submit(), true);
  assert.deepEqual(held(), words(""));
});

test("an answer that comes after the report was sent drops nothing and says nothing", async () => {
  const answer = later();
  serverAnswers(answer.promise);
  const { page, opening, types, held } = opened();
  types("He shouted");
  await pass(2);
  opening.submit();
  answer.resolve({ finish: FINISH });
  await pass(20);
  assert.deepEqual(held(), words("He shouted"));
  assert.equal(page.said, undefined);
});

test("who comes back to a page that was sent goes on typing", async () => {
  const sent = serverAnswers({ finish: FINISH });
  const { opening, types } = opened();
  opening.submit();
  opening.back();
  types("He shouted");
  await pass(2);
  assert.deepEqual(
    sent.map((one) => one.account),
    ["He shouted"],
  );
});

test("without a connection a report is not sent: it says so, and is kept", async () => {
  const sent = serverAnswers({ finish: FINISH });
  const { page, opening, held } = opened();
  page.online = false;
  page.types("He shouted");
  assert.equal(opening.submit(), false);
  assert.deepEqual([page.said, page.warns, held()], [UNSENT, true, words("He shouted")]);
  page.online = true;
  await opening.deliver();
  assert.deepEqual([sent.length, held()], [1, null]);
});

/** A report that was sent to be logged without a connection. */
function sentInVain() {
  const report = opened();
  report.page.online = false;
  report.page.types("He shouted");
  assert.equal(report.opening.submit(true), false);
  return report;
}

test("without a connection a report is not logged, and the page says so until it is", async () => {
  const sent = serverAnswers(CONNECTION_LOST, { finish: FINISH });
  const { page, kept } = sentInVain();
  assert.deepEqual([page.said, page.warns, kept.toLog(page.key)], [TO_LOG, true, true]);
  await pass(10);
  assert.deepEqual([sent.length, page.said, page.logged], [1, TO_LOG, 0]);

  await pass(10);
  assert.deepEqual([sent.length, page.logged], [2, 1]);
  await pass(60);
  assert.equal(page.logged, 1);
});

test("once there is a connection it is logged at once, from the page as it stands", async () => {
  serverAnswers({ finish: FINISH });
  const { page, opening } = sentInVain();
  opening.disconnected();
  assert.equal(page.said, TO_LOG);
  page.online = true;
  await opening.deliver();
  assert.equal(page.logged, 1);
  assert.equal(opening.submit(true), true);
});

test("what is typed after it was sent in vain is not logged of itself", async () => {
  serverAnswers({ finish: FINISH });
  const { page, types } = sentInVain();
  types("He shouted at me");
  assert.deepEqual([page.said, page.warns], ["Not logged. You typed more after you sent it. Send it again.", true]);
  await pass(2);
  assert.deepEqual([page.said, page.logged], [KEPT, 0]);
});

test("what is to be finished later is kept, and not logged", async () => {
  serverAnswers({ finish: FINISH });
  const { page, opening } = sentInVain();
  assert.equal(opening.submit(false), false);
  assert.equal(page.said, UNSENT);
  await pass(10);
  assert.deepEqual([page.said, page.logged], [KEPT, 0]);
});

test("who is signed out meanwhile reads that it is not logged, and why", async () => {
  serverAnswers("sign in");
  const { page } = sentInVain();
  await pass(10);
  assert.deepEqual([page.said, page.logged], [`Not logged. ${SIGNED_OUT}`, 0]);
});

test("a report that was logged from another page meanwhile is not logged again", async () => {
  serverAnswers({ finish: "", said: "This report was logged already." });
  const { page, held } = sentInVain();
  await pass(10);
  assert.deepEqual([page.said, page.warns, page.logged, held()], ["This report was logged already.", false, 0, null]);
});

test("a page that comes back after a report was sent in vain says that it is not logged", async () => {
  serverAnswers(CONNECTION_LOST, { finish: FINISH });
  const page = new Page();
  const kept = shelf();
  kept.put(page.key, words("He shouted"), true);
  page.types("He shouted");
  await new Opening(page, kept, "token").resume();
  assert.deepEqual([page.said, page.warns], [`Not logged. ${UNSENT}`, true]);
  await pass(10);
  assert.deepEqual([page.said, page.warns, page.logged], [`Not logged. ${KEPT}`, true, 0]);
});

test("a report that is discarded is sent no more", async () => {
  const sent = serverAnswers({ finish: FINISH });
  const { page, opening, types, held } = opened();
  types("He shouted");
  assert.equal(opening.discard(), true);
  opening.leave();
  await pass(60);
  assert.deepEqual([sent.length, page.left, held()], [0, 0, null]);
});

test("without a connection nothing is discarded", () => {
  const { page, opening, types, held } = opened();
  types("He shouted");
  page.online = false;
  assert.equal(opening.discard(), false);
  assert.deepEqual([page.said, held()], ["Not discarded: there is no connection.", words("He shouted")]);
});

test("a fresh form gives way to a draft that shows more", () => {
  const gives = (change = () => {}) => {
    const { page, opening, types } = opened();
    change({ page, types });
    return opening.givesWayTo(FINISH, words("He shouted", "report-2"));
  };
  assert.equal(gives(), true);
  assert.equal(
    gives(({ page }) => (page.address = FINISH)),
    true,
  );
  assert.equal(
    gives(({ page }) => (page.address = "/incidents/log/?about=ASB")),
    false,
    "a form for something else",
  );
  assert.equal(
    gives(({ page }) => (page.address = "/incidents/CM-I-2026-00009/log/")),
    false,
    "another draft",
  );
  assert.equal(
    gives(({ page }) => (page.fresh = false)),
    false,
    "a form that was refused",
  );
  assert.equal(
    gives(({ types }) => types("He left")),
    false,
    "a form that somebody types into",
  );
  assert.equal(
    gives(({ page }) => page.types("He shouted")),
    false,
    "a form that shows these words already",
  );
});
