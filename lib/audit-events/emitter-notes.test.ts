import { expect, test } from "vitest";
import { emitterNotes } from "./emitter-notes";

const well = { lastSeq: 9, received: 9, lastGapAt: null, refused: 0, lastRefusedAt: null, lastRefusal: null };
const at = Date.UTC(2026, 10, 25, 10, 0);

test("an emitter that lost nothing has nothing said of it, also when an old gap is closed", () => {
  expect(emitterNotes(well)).toEqual([]);
  expect(emitterNotes({ ...well, lastGapAt: at })).toEqual([]);
});

test("missing numbers and refused lines are told with their number, time and reason", () => {
  const refused = { refused: 2, lastRefusedAt: at, lastRefusal: "phi_in_reference" };
  const [gap, refusal] = emitterNotes({ ...well, received: 8, lastGapAt: at, ...refused });
  expect(gap).toMatch(/^1 of its 9 numbers is missing, last gap found at .*2026/);
  expect(refusal).toMatch(/^2 lines were refused, the last at .*2026.*: phi_in_reference$/);
});
