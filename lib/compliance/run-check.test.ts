import fc from "fast-check";
import { expect, test } from "vitest";
import { contextOf } from "@/tests/support/context";
import type { Check } from "./check";
import type { Finding } from "./finding";
import { runCheck } from "./run-check";

const ctx = contextOf("compliance");
const DAY = "2026-11-22";
const check = (measure: Check["measure"]): Check => ({ id: "D1", holds: "standing", measure });

test("a check that throws, or rejects with anything, is unknown and says why", async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (thrown) => {
      const finding = await runCheck(
        check(() => Promise.reject(thrown)),
        ctx,
        DAY,
        1000,
      );
      expect(finding).toMatchObject({ status: "unknown", reasonCode: "CHECK_BROKE_OFF" });
    }),
    { numRuns: 50 },
  );
  const thrower = check(() => {
    throw new Error("at once");
  });
  expect((await runCheck(thrower, ctx, DAY, 1000)).status).toBe("unknown");
});

test("an answer that is not a finding never passes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (answer) => {
      const finding = await runCheck(
        check(() => Promise.resolve(answer as Finding)),
        ctx,
        DAY,
        1000,
      );
      expect(finding).toMatchObject({ status: "unknown", reasonCode: "BAD_RESULT" });
    }),
    { numRuns: 100 },
  );
});

test("a failure without a reason is not accepted as it is", async () => {
  const silent = { status: "fail", reasonCode: null, nextStep: null, method: "measured", observed: {}, expected: {} };
  expect(
    (
      await runCheck(
        check(async () => silent as Finding),
        ctx,
        DAY,
        1000,
      )
    ).reasonCode,
  ).toBe("BAD_RESULT");
});

test("a check that hangs is unknown after its deadline, and is told to stop", async () => {
  let told = false;
  const hanging = check(
    (_, signal) =>
      new Promise(() => {
        signal.addEventListener("abort", () => {
          told = true;
        });
      }),
  );
  expect(await runCheck(hanging, ctx, DAY, 50)).toMatchObject({ status: "unknown", reasonCode: "TIMED_OUT" });
  expect(told).toBe(true);
});
