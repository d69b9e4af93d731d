import { expect, test } from "vitest";
import { heldOutFormats } from "@/tests/phi/held-out-formats";
import { heldOutLookAlikes, tuningLookAlikes } from "@/tests/phi/look-alikes";
import { HELD_OUT_SEED, measure } from "@/tests/phi/measure";
import { tuningFormats } from "@/tests/phi/tuning-formats";

test("L01 every class is found and told apart on the frozen half: recall 0.995, precision 0.98", () => {
  const { classes } = measure(heldOutFormats, heldOutLookAlikes, HELD_OUT_SEED, 60, 5);
  expect(classes.length).toBeGreaterThanOrEqual(20);
  // Figures only: whoever reads which samples fail begins to tune with them.
  const short = classes.filter(({ recall, precision }) => recall < 0.995 || precision < 0.98);
  expect(short.map(({ name, recall, precision }) => ({ name, recall, precision }))).toEqual([]);
});

test("L03 what operators search for survives byte for byte", () => {
  const tuning = measure({}, tuningLookAlikes, 7, 0, 50);
  const heldOut = measure({}, heldOutLookAlikes, HELD_OUT_SEED, 0, 50);
  expect(tuning.lookAlikes + heldOut.lookAlikes).toBe(2_000);
  expect(tuning.harmed).toEqual([]);
  expect(heldOut.harmed.length / heldOut.lookAlikes).toBeLessThanOrEqual(0.005);
});

test("the half that the guard is tuned with has no gap", () => {
  const { classes } = measure(tuningFormats, [], 7, 30, 0);
  expect(classes.flatMap(({ missed }) => missed.map(({ text }) => text))).toEqual([]);
});
