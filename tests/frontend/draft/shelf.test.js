import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import {
  forgetOld,
  holdsWords,
  markLeft,
  markSignedOut,
  Shelf,
  takeLeft,
  takeSignedOut,
} from "../../../frontend/draft/shelf.js";
import { Device, FullDevice, OFFICER, shelf, words } from "./stand_ins.js";

const HOUR = 3_600_000;

beforeEach(() => mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 10, 2, 9) }));
afterEach(() => mock.timers.reset());

test("words stay on the device until they are dropped", () => {
  const device = new Device();
  shelf(device).put("report-1.a", words("He shouted"));
  assert.deepEqual(shelf(device).read("report-1.a"), words("He shouted"));
  assert.deepEqual(shelf(device).pages(), ["report-1.a"]);

  shelf(device).drop("report-1.a");
  assert.equal(shelf(device).read("report-1.a"), null);
  assert.equal(device.length, 0);
});

test("each opening of a page has a place of its own", () => {
  const device = new Device();
  shelf(device).put("report-1.a", words("He shouted"));
  shelf(device).put("report-1.b", words("He left"));
  assert.deepEqual(shelf(device).read("report-1.a"), words("He shouted"));
  assert.deepEqual(shelf(device).pages(), ["report-1.a", "report-1.b"]);
});

test("nobody sees what a colleague left, also one whose number begins alike", () => {
  const device = new Device();
  shelf(device, "7").put("report-1.a", words("He shouted"));
  for (const other of ["8", "77"]) {
    assert.deepEqual(shelf(device, other).pages(), []);
    assert.equal(shelf(device, other).read("report-1.a"), null);
  }
});

test("what other scripts keep on the device is neither listed nor deleted", () => {
  const device = new Device();
  device.setItem("theme", "dark");
  assert.deepEqual(shelf(device).pages(), []);
  mock.timers.tick(13 * HOUR);
  forgetOld(device, null);
  assert.equal(device.getItem("theme"), "dark");
});

test("the device knows which words were to be logged", () => {
  for (const device of [new Device(), new FullDevice()]) {
    const one = shelf(device);
    assert.equal(one.toLog("report-1.a"), false);
    one.put("report-1.a", words("He shouted"), true);
    assert.deepEqual([one.read("report-1.a"), one.toLog("report-1.a")], [words("He shouted"), true]);
    one.put("report-1.a", words("He shouted at me"));
    assert.equal(one.toLog("report-1.a"), false);
  }
});

test("a damaged entry reads as nothing", () => {
  const device = new Device();
  device.setItem(`report:${OFFICER}:report-1.a`, "{");
  assert.equal(shelf(device).read("report-1.a"), null);
});

for (const [name, device] of [
  ["is full", new FullDevice()],
  ["may keep nothing", null],
]) {
  test(`where the device ${name}, the words last as long as the page`, () => {
    const one = new Shelf(device, OFFICER);
    assert.equal(one.read("report-1.a"), null);
    one.put("report-1.a", words("He shouted"));
    assert.deepEqual(one.read("report-1.a"), words("He shouted"));
    assert.deepEqual(one.pages(), ["report-1.a"]);
    one.drop("report-1.a");
    assert.equal(one.read("report-1.a"), null);
    assert.deepEqual(one.pages(), []);
  });
}

test("the newest words count where the device became full, and once it has room again", () => {
  const device = new Device();
  const one = shelf(device);
  one.put("report-1.a", words("He"));
  const room = device.setItem;
  device.setItem = FullDevice.prototype.setItem;
  one.put("report-1.a", words("He shouted"));
  assert.deepEqual(one.read("report-1.a"), words("He shouted"));
  assert.deepEqual(one.pages(), ["report-1.a"]);

  device.setItem = room;
  one.put("report-1.a", words("He shouted at me"));
  assert.deepEqual(one.read("report-1.a"), words("He shouted at me"));
});

test("words that the server took are dropped, newer ones are not", () => {
  const one = shelf();
  one.put("report-1.a", words("He shouted"));
  one.dropTaken("report-1.a", words("He"));
  assert.deepEqual(one.read("report-1.a"), words("He shouted"));
  one.dropTaken("report-1.a", words("He shouted"));
  assert.equal(one.read("report-1.a"), null);
});

test("another colleague's words go after twelve hours, and no sooner", () => {
  const device = new Device();
  shelf(device, "8").put("report-1.a", words("He shouted"));
  mock.timers.tick(12 * HOUR - 1);
  forgetOld(device, OFFICER);
  assert.deepEqual(shelf(device, "8").pages(), ["report-1.a"]);
  mock.timers.tick(1);
  forgetOld(device, OFFICER);
  assert.deepEqual(shelf(device, "8").pages(), []);
});

test("one's own words stay however old they are, unless one is signed out", () => {
  const device = new Device();
  shelf(device).put("report-1.a", words("He shouted"));
  mock.timers.tick(100 * HOUR);
  forgetOld(device, OFFICER);
  assert.deepEqual(shelf(device).pages(), ["report-1.a"]);
  forgetOld(device, null);
  assert.deepEqual(shelf(device).pages(), []);
});

test("every old entry goes at once, and so does one without a time", () => {
  const device = new Device();
  for (const page of ["a", "b", "c"]) shelf(device, "8").put(page, words("He shouted"));
  device.setItem("report:8:d", "{}");
  device.setItem("report:8:e", "{");
  mock.timers.tick(12 * HOUR);
  shelf(device, "8").put("f", words("He left"));
  forgetOld(device, OFFICER);
  assert.deepEqual(shelf(device, "8").pages(), ["f"]);
});

test("a device holds words as long as anybody's are on it", () => {
  const device = new Device();
  device.setItem("other", "{}");
  assert.equal(holdsWords(device), false);
  shelf(device, "8").put("a", words("He shouted"));
  assert.equal(holdsWords(device), true);
  shelf(device, "8").drop("a");
  assert.equal(holdsWords(device), false);
  assert.equal(holdsWords(null), false);
});

test("a tab knows once which page it left", () => {
  const tab = new Device();
  assert.equal(takeLeft(tab), null);
  markLeft(tab, "report-1.a");
  assert.equal(takeLeft(tab), "report-1.a");
  assert.equal(takeLeft(tab), null);
});

test("a tab that may keep nothing has left no page", () => {
  for (const tab of [new FullDevice(), null]) {
    markLeft(tab, "report-1.a");
    assert.equal(takeLeft(tab), null);
  }
  forgetOld(null, OFFICER);
});

test("that somebody was signed out is told once, and not where the browser keeps nothing", () => {
  const tab = new Device();
  assert.equal(takeSignedOut(tab), false);
  markSignedOut(tab);
  assert.equal(takeSignedOut(tab), true);
  assert.equal(takeSignedOut(tab), false);
  for (const none of [null, new FullDevice()]) {
    markSignedOut(none);
    assert.equal(takeSignedOut(none), false);
  }
});
