import { expect, test } from "vitest";
import { addressProblem } from "./address-problem";

const TODAY = "2026-11-23";

test.each([
  [{ month: "banana" }, /“banana” is not a month/],
  [{ month: ["2026-10", "2026-09"] }, /is not a month/],
  [{ month: "" }, /is not a month/],
  [{ month: "2027-01" }, /2027-01 is in the future/],
  [{ day: "2026-11-31" }, /is not a day/],
  [{ day: "2026-11-24" }, /2026-11-24 is in the future/],
  [{ day: "2026-10-05" }, /2026-10-05 is not a day of 2026-11/],
  [{ month: "x".repeat(5000) }, /^“x{40}…”/],
])("the address %o is not followed without a word", (asked, words) => {
  expect(addressProblem(asked, "2026-11", TODAY)).toMatch(words);
});

test("an address that can be followed gives no problem", () => {
  expect(addressProblem({}, "2026-11", TODAY)).toBeNull();
  expect(addressProblem({ month: "2026-11", day: TODAY }, "2026-11", TODAY)).toBeNull();
});
