import { expect, test } from "vitest";
import { failedTarget, frameOf, NOW, okTarget, panelOf, resultOf } from "@/tests/support/panel-fixtures";
import { acceptFailure, acceptResult, EMPTY_RECORD, type PanelRecord } from "./panel-record";
import { panelState, STALE_SHOWN_MS } from "./panel-state";

const panel = panelOf();
const good = acceptResult(EMPTY_RECORD, resultOf([okTarget([frameOf([1, 1.2])])]), NOW);
const unreachable = { code: "upstream_unreachable", message: "connection refused" } as const;
const stateOf = (record: PanelRecord, now = NOW) => panelState(panel, record, now).state;

test("each of the seven states comes from what is known", () => {
  expect(stateOf(EMPTY_RECORD)).toBe("loading");
  expect(stateOf(good)).toBe("ok");
  expect(stateOf(acceptResult(EMPTY_RECORD, resultOf([okTarget([])]), NOW))).toBe("empty");
  expect(stateOf(acceptResult(EMPTY_RECORD, resultOf([okTarget([frameOf([null])])]), NOW))).toBe("empty");
  expect(stateOf(acceptResult(EMPTY_RECORD, resultOf([okTarget([frameOf([1])], { partial: true })]), NOW))).toBe(
    "partial",
  );
  expect(stateOf(acceptFailure(good, unreachable, NOW))).toBe("stale");
  expect(stateOf(acceptFailure(EMPTY_RECORD, unreachable, NOW))).toBe("error");
  expect(stateOf(acceptFailure(good, { code: "forbidden", message: "no" }, NOW))).toBe("forbidden");
});

test("R3 a failed refresh keeps the last value, marked, for five minutes; then there is only the error", () => {
  const failed = acceptFailure(good, unreachable, NOW + 30_000);
  const shown = panelState(panel, failed, NOW + STALE_SHOWN_MS);
  expect(shown).toMatchObject({ state: "stale", failure: unreachable, result: good.good });
  const later = panelState(panel, failed, NOW + STALE_SHOWN_MS + 1);
  expect(later).toMatchObject({ state: "error", failure: unreachable, lastGoodAt: NOW });
  expect(later).not.toHaveProperty("result");
});

test("an answer in which every target failed is a failure; one that worked makes it partial", () => {
  const failed = acceptResult(good, resultOf([failedTarget("422 too many samples")]), NOW);
  expect(panelState(panel, failed, NOW)).toMatchObject({
    state: "stale",
    failure: { message: "422 too many samples" },
  });
  const mixed = acceptResult(EMPTY_RECORD, resultOf([okTarget([frameOf([1])]), failedTarget("boom", "B")]), NOW);
  expect(panelState(panel, mixed, NOW)).toMatchObject({
    state: "partial",
    notices: [{ severity: "warning", text: "Target B: boom" }],
  });
});

test("samples that are too old make an answer stale without any failure", () => {
  const old = acceptResult(EMPTY_RECORD, resultOf([okTarget([frameOf([1, ...Array<null>(10).fill(null)])])]), NOW);
  expect(panelState(panel, old, NOW)).toMatchObject({ state: "stale", failure: null });
});

test("a range that ended in the past does not grow stale", () => {
  const past = { ...resultOf([okTarget([frameOf([1])])]) };
  const record = acceptResult(EMPTY_RECORD, past, NOW + 86_400_000);
  expect(stateOf(record, NOW + 86_400_000)).toBe("ok");
});

test("a role that lost its permission keeps nothing on the screen", () => {
  const refused = acceptFailure(good, { code: "forbidden", message: "no" }, NOW);
  expect(refused.good).toBeNull();
});

test("failures are counted until the next good answer", () => {
  const twice = acceptFailure(acceptFailure(good, unreachable, NOW), unreachable, NOW);
  expect(twice.attempts).toBe(2);
  expect(acceptResult(twice, resultOf([okTarget([frameOf([1])])]), NOW).attempts).toBe(0);
});
