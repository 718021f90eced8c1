import assert from "node:assert/strict";
import { test } from "node:test";
import { seal, unseal } from "../../../frontend/phone/sealing.js";

const SHEET = "<h2>Visits</h2> Nguyễn Thị Hồng, 12 Sandpiper Close";

test("a sheet opens with its code alone", async () => {
  const sealed = JSON.parse(JSON.stringify(await seal(SHEET, "grey-heron-4")));
  assert.equal(await unseal(sealed, "grey-heron-4"), SHEET);
  assert.equal(await unseal(sealed, "grey-heron-5"), null);
  assert.equal(await unseal(sealed, ""), null);
});

test("nothing of it can be read, and what was changed does not open", async () => {
  const sealed = await seal(SHEET, "grey-heron-4");
  assert.doesNotMatch(JSON.stringify(sealed), /Sandpiper|heron/);
  assert.doesNotMatch(atob(sealed.data), /Sandpiper/);
  const changed = { ...sealed, data: `${sealed.data[0] === "A" ? "B" : "A"}${sealed.data.slice(1)}` };
  assert.equal(await unseal(changed, "grey-heron-4"), null);
});

test("the same sheet under the same code is other data each time", async () => {
  const [one, other] = [await seal(SHEET, "grey-heron-4"), await seal(SHEET, "grey-heron-4")];
  assert.notEqual(one.salt, other.salt);
  assert.notEqual(one.data, other.data);
});
