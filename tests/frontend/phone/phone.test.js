import assert from "node:assert/strict";
import { test } from "node:test";
import { holdsOpenings, Pocket } from "../../../frontend/phone/pocket.js";
import { unseal } from "../../../frontend/phone/sealing.js";
import { age, clock } from "../../../frontend/phone/times.js";
import { kept, learn, sendOpenings } from "../../../frontend/phone.js";
import { Device } from "../draft/stand_ins.js";

const HOUR = 3_600_000;
const SEALED = { salt: "", iv: "", data: "" };
const [BEFORE, LATER] = ["2026-11-30T14:02:00.000000+00:00", "2026-11-30T14:05:00.000000+00:00"];
const SHEET = { list: "/visits/1/opened/", news: "/visits/1/changed/", changed: BEFORE, sealed: SEALED };
const OTHER = { ...SHEET, list: "/visits/2/opened/" };
const FORM = { dataset: { keepOnPhone: "/visits/1/keep/", opened: "/visits/1/opened/", news: "/visits/1/changed/" } };

function pocket(at = 0) {
  const clock = { now: at };
  const device = new Device();
  return { device, clock, pocket: new Pocket(device, () => clock.now) };
}

test("one sheet is kept, for twelve hours", () => {
  const { device, clock, pocket: mine } = pocket();
  assert.equal(mine.put("7", SHEET), true);
  mine.put("7", OTHER);
  assert.equal(device.length, 1);
  clock.now = 12 * HOUR - 1;
  assert.equal(mine.sheet().list, "/visits/2/opened/");
  clock.now = 12 * HOUR;
  assert.equal(mine.sheet(), null);
  assert.equal(device.length, 0);
});

test("another colleague, or sign-out, leaves nothing, and other things stay", () => {
  const { device, pocket: mine } = pocket();
  device.setItem("report:7:1", "{}");
  mine.put("7", SHEET);
  mine.forgetOld("7");
  assert.notEqual(mine.sheet(), null);
  mine.forgetOld("8");
  assert.equal(mine.sheet(), null);
  mine.put("7", SHEET);
  mine.empty();
  assert.deepEqual([...device.entries.keys()], ["report:7:1"]);
});

test("what is no sheet goes, and a device that keeps nothing is no fault", () => {
  const { device, pocket: mine } = pocket();
  device.setItem("visits:7", "no sheet");
  assert.equal(mine.sheet(), null);
  assert.equal(device.length, 0);
  device.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  assert.equal(mine.put("7", SHEET), false);
  const none = new Pocket(null);
  assert.equal(none.sheet(), null);
  assert.equal(none.put("7", SHEET), false);
  none.opened();
  none.sent("7", "/visits/1/opened/", []);
  assert.deepEqual(none.openings("7"), []);
  assert.equal(holdsOpenings(null), false);
  none.empty();
});

test("openings are sent once there is a connection, and stay until then", async () => {
  const { device, pocket: mine } = pocket(1);
  mine.put("7", SHEET);
  mine.opened();
  await sendOpenings(mine, "7", "token", () => Promise.reject(new TypeError("Failed to fetch")));
  await sendOpenings(mine, "7", "token", async () => ({ ok: true, redirected: true }));
  assert.deepEqual(mine.openings("7"), [{ list: "/visits/1/opened/", at: "1970-01-01T00:00:00.001Z" }]);
  assert.equal(holdsOpenings(device), true);
  const asked = [];
  await sendOpenings(mine, "7", "token", async (address, { headers, body }) => {
    asked.push(address, headers["X-CSRFToken"], body.getAll("at"));
    return { ok: true };
  });
  assert.deepEqual(asked, ["/visits/1/opened/", "token", ["1970-01-01T00:00:00.001Z"]]);
  assert.equal(holdsOpenings(device), false);
  await sendOpenings(mine, "7", "token", () => assert.fail("there is nothing to send"));
  mine.opened();
  await sendOpenings(mine, "7", "token", async () => ({ ok: false, status: 404 }));
  assert.deepEqual(mine.openings("7"), [], "a list that was never theirs waits for nobody");
});

test("openings outlive their sheet, and only their own colleague sends them", async () => {
  const { clock, pocket: mine } = pocket();
  const lists = [];
  const taken = async (address, { body }) => {
    lists.push([address, body.getAll("at").length]);
    return { ok: true };
  };
  mine.put("7", SHEET);
  mine.opened();
  mine.put("7", OTHER);
  mine.opened();
  clock.now = 13 * HOUR;
  mine.forgetOld("8");
  mine.empty();
  mine.opened();
  await sendOpenings(mine, "8", "token", () => assert.fail("they are of another colleague"));
  await sendOpenings(mine, "7", "token", taken);
  assert.deepEqual(lists, [
    ["/visits/1/opened/", 1],
    ["/visits/2/opened/", 1],
  ]);
});

test("many openings are sent in parts that the server takes", async () => {
  const { pocket: mine, clock } = pocket();
  mine.put("7", SHEET);
  for (clock.now = 1; clock.now <= 60; clock.now += 1) mine.opened();
  const sizes = [];
  const taken = async (_, { body }) => {
    sizes.push(body.getAll("at").length);
    return { ok: true };
  };
  await sendOpenings(mine, "7", "token", taken);
  await sendOpenings(mine, "7", "token", taken);
  assert.deepEqual(sizes, [50, 10]);
});

test("a sheet is fetched, sealed and kept", async () => {
  const { pocket: mine } = pocket();
  const answer = async (address, { method, headers }) => {
    assert.deepEqual([address, method, headers["X-CSRFToken"]], ["/visits/1/keep/", "POST", "token"]);
    const answered = { ok: true, redirected: false, headers: new Headers({ "X-Changed": BEFORE }) };
    return { ...answered, text: async () => "<h2>Visits</h2>" };
  };
  assert.equal(await kept(FORM, mine, "7", "token", "grey-heron-4", answer), true);
  assert.equal(await unseal(mine.sheet().sealed, "grey-heron-4"), "<h2>Visits</h2>");
  assert.deepEqual([mine.sheet().changed, mine.sheet().news], [BEFORE, "/visits/1/changed/"]);
});

test("where the server does not answer with the sheet nothing is kept", async () => {
  const { device, pocket: mine } = pocket();
  const answers = [
    async () => ({ ok: false }),
    async () => ({ ok: true, redirected: true }),
    () => Promise.reject(new TypeError("Failed to fetch")),
  ];
  for (const answer of answers) assert.equal(await kept(FORM, mine, "7", "token", "grey-heron-4", answer), false);
  assert.equal(device.length, 0);
});

test("its age in words", () => {
  assert.equal(age(0, 59_000), "less than a minute ago");
  assert.equal(age(0, 60_000), "1 minute ago");
  assert.equal(age(0, 2 * HOUR), "2 hours ago");
  assert.equal(age(0, HOUR + 5 * 60_000), "1 hour and 5 minutes ago");
  assert.equal(age(10, 0), "less than a minute ago");
});

test("a time of day in London, with its day where that is another", () => {
  const at = Date.UTC(2026, 6, 1, 13, 5);
  assert.equal(clock(at, at + HOUR), "at 14:05");
  assert.equal(clock(at, at + 12 * HOUR), "on 1 July at 14:05");
});

test("a sheet of which the list changed is marked until it is kept anew", async () => {
  const { pocket: mine } = pocket();
  const says = (text) => async (address) => {
    assert.equal(address, "/visits/1/changed/");
    return { ok: true, text: async () => text };
  };
  await learn(mine, () => assert.fail("there is nothing to ask about"));
  assert.equal(mine.learned(LATER), false);
  mine.put("7", SHEET);
  await learn(mine, () => Promise.reject(new TypeError("Failed to fetch")));
  await learn(mine, async () => ({ ok: true, redirected: true, text: async () => "Sign in" }));
  await learn(mine, says(BEFORE));
  assert.equal(mine.sheet().since, undefined);
  await learn(mine, says(LATER));
  assert.equal(mine.sheet().since, LATER);
  assert.equal(mine.learned(BEFORE), true, "an older page takes nothing back");
  mine.put("7", { ...SHEET, changed: LATER });
  assert.equal(mine.learned(LATER), false);
});

test("the sheet of a list that is gone goes", async () => {
  const { pocket: mine } = pocket();
  mine.put("7", SHEET);
  await learn(mine, async () => ({ ok: false, status: 503 }));
  assert.notEqual(mine.sheet(), null);
  await learn(mine, async () => ({ ok: false, status: 404 }));
  assert.equal(mine.sheet(), null);
});
