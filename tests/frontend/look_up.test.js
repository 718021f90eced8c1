import assert from "node:assert/strict";
import { test } from "node:test";
import { answers } from "../../frontend/look_up.js";

test("the server answers", async () => {
  const asked = [];
  const yes = await answers(async (address, { cache }) => {
    asked.push(address, cache);
    return { ok: true };
  });
  assert.deepEqual([yes, asked], [true, ["/health/live", "no-store"]]);
});

test("it answers that it cannot, or there is no connection", async () => {
  assert.equal(await answers(async () => ({ ok: false })), false);
  assert.equal(await answers(() => Promise.reject(new TypeError("Failed to fetch"))), false);
});

test("it does not answer in time", async () => {
  const never = (_, { signal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const alive = setInterval(() => {}, 1000);
  assert.equal(await answers(never, 5), false);
  clearInterval(alive);
});
