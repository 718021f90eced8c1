import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { COULD_NOT_CHECK, NOTHING, SEARCHING, Search } from "../../../frontend/suggestions/search.js";

const LEWIS = { value: "C100000 Lewis Lodger", label: "Lewis Lodger, 12 Sandpiper Close (C100000)" };

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

async function pass(milliseconds) {
  mock.timers.tick(milliseconds);
  await setImmediate();
}

/** Answers each question in turn by a list, a status, an error, a page of HTML or a promise of one. Returns what was asked. */
function serverAnswers(...answers) {
  const asked = [];
  mock.method(globalThis, "fetch", async (address, { redirect }) => {
    asked.push([address, redirect]);
    const answer = await answers[asked.length - 1];
    if (answer instanceof Error) throw answer;
    if (answer === "sign in") return { ok: false, type: "opaqueredirect", status: 0 };
    if (typeof answer === "string") return new Response(answer);
    return typeof answer === "number" ? new Response("", { status: answer }) : Response.json(answer);
  });
  return asked;
}

function looking(words) {
  const search = new Search("people");
  const shown = [];
  search.look(words, (found) => shown.push(found));
  return { search, shown };
}

test("while it is searched, nobody is told that nothing was found", async () => {
  const answer = Promise.withResolvers();
  serverAnswers(answer.promise);
  const { search, shown } = looking("lew");
  assert.equal(search.said, SEARCHING);
  await pass(200);
  assert.deepEqual([search.said, shown], [SEARCHING, []]);

  answer.resolve([LEWIS]);
  await pass(0);
  assert.deepEqual(shown, [[LEWIS]]);
});

test("what the server does not know is not found", async () => {
  serverAnswers([]);
  const { search, shown } = looking("zzz");
  await pass(200);
  assert.deepEqual([search.said, shown], [NOTHING, [[]]]);
});

for (const [name, answer] of [
  ["a lost connection", new TypeError("Failed to fetch")],
  ["a fault of the server", 503],
  ["too many questions", 429],
  ["the page of signing in", "sign in"],
  ["another page", "<!doctype html>"],
]) {
  test(`${name} is a stop, and not nothing`, async () => {
    serverAnswers(answer);
    const { search, shown } = looking("lew");
    await pass(200);
    assert.deepEqual([search.said, shown], [COULD_NOT_CHECK, [[]]]);
  });
}

test("a later search that can be checked is told as such", async () => {
  serverAnswers(503, []);
  const { search } = looking("lew");
  await pass(200);
  search.look("lewi", () => {});
  assert.equal(search.said, SEARCHING);
  await pass(200);
  assert.equal(search.said, NOTHING);
});

test("the server is asked for the last words only, and for what the field is about", async () => {
  const asked = serverAnswers([LEWIS]);
  const { search, shown } = looking("le");
  await pass(199);
  search.look("lew", (found) => shown.push(found));
  await pass(200);
  assert.deepEqual(asked, [["/look-up/suggestions/?q=lew&only=people", "manual"]]);
  assert.deepEqual(shown, [[LEWIS]]);
});

test("an answer that comes after more was typed shows and says nothing", async () => {
  const late = Promise.withResolvers();
  serverAnswers(late.promise, [LEWIS]);
  const { search, shown } = looking("zz");
  await pass(200);
  search.look("lew", (found) => shown.push(found));
  late.resolve([]);
  await pass(0);
  assert.deepEqual([search.said, shown], [SEARCHING, []]);
  await pass(200);
  assert.deepEqual(shown, [[LEWIS]]);
});
