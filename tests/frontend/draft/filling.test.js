import assert from "node:assert/strict";
import { test } from "node:test";
import { fill } from "../../../frontend/draft/filling.js";

/** A control of a form; `fold` is the `<details>` around it. */
function control(name, facts = {}) {
  return { name, type: "text", value: "", closest: () => facts.fold ?? null, ...facts };
}

function filled(controls, fields) {
  fill({ querySelectorAll: () => controls }, fields);
}

test("a box of words holds what was typed, and one without words holds none", () => {
  const [account, place] = [control("account", { value: "He" }), control("place", { value: "his door" })];
  filled([account, place], [["account", "He shouted"]]);
  assert.deepEqual([account.value, place.value], ["He shouted", ""]);
});

test("boxes and circles are ticked as they were", () => {
  const [abusive, violent, unticked] = ["ABUSIVE", "VIOLENT", "PERSISTENT"].map((value) =>
    control("behaviours", { type: "checkbox", value, checked: value === "PERSISTENT" }),
  );
  const [visit, letter] = ["VISIT", "LETTER"].map((value) =>
    control("channel", { type: "radio", value, checked: false }),
  );
  filled(
    [abusive, violent, unticked, visit, letter],
    [
      ["behaviours", "ABUSIVE"],
      ["behaviours", "VIOLENT"],
      ["channel", "LETTER"],
    ],
  );
  assert.deepEqual([abusive.checked, violent.checked, unticked.checked], [true, true, false]);
  assert.deepEqual([visit.checked, letter.checked], [false, true]);
  assert.deepEqual([abusive.value, letter.value], ["ABUSIVE", "LETTER"]);
});

test("each colleague is chosen again in a list of several", () => {
  const options = ["1", "2", "3"].map((value) => ({ value, selected: value === "3" }));
  const several = control("affected", { type: "select-multiple", multiple: true, options });
  filled(
    [several],
    [
      ["affected", "1"],
      ["affected", "2"],
    ],
  );
  assert.deepEqual(
    options.map((option) => option.selected),
    [true, true, false],
  );
});

test("the token, files and boxes without a name are left alone", () => {
  const controls = [
    control("csrfmiddlewaretoken", { value: "today's" }),
    control("attached", { type: "file", value: "photo" }),
    control("", { value: "typeahead" }),
  ];
  filled(controls, [["csrfmiddlewaretoken", "yesterday's"]]);
  assert.deepEqual(
    controls.map(({ value }) => value),
    ["today's", "photo", "typeahead"],
  );
});

test("what holds something is unfolded, what holds nothing stays as it was", () => {
  const [place, risk, unticked, empty] = [1, 2, 3, 4].map(() => ({ open: false }));
  filled(
    [
      control("place", { fold: place }),
      control("factors", { fold: risk, type: "checkbox", value: "DOG" }),
      control("factors", { fold: unticked, type: "checkbox", value: "WEAPON" }),
      control("asset", { fold: empty }),
    ],
    [
      ["place", "his door"],
      ["factors", "DOG"],
    ],
  );
  assert.deepEqual(
    [place, risk, unticked, empty].map((fold) => fold.open),
    [true, true, false, false],
  );
});
