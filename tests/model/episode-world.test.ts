import fc from "fast-check";
import { expect, test } from "vitest";
import { histories } from "./history";
import { KNOWN_HISTORIES } from "./known-histories";
import { ledgerOf } from "./ledger-of";
import { createPurePortal } from "./pure-portal";
import { runHistory } from "./run-history";
import { seeded } from "./seeded";
import { startWorld } from "./simulated-world";

const T0 = Date.UTC(2026, 10, 23, 12);

/** Transitions that histories must have led through, or the test has become hollow. */
const ACTIONS = [
  "EPISODE_OPENED",
  "EPISODE_REOPENED",
  "EPISODE_RESOLVED",
  "EPISODE_RESOLVE_HELD",
  "EPISODE_WORSENED",
  "EPISODE_SUPPRESSED",
  "EPISODE_UNSUPPRESSED",
  "ALERT_ACKNOWLEDGED",
  "ALERT_TAKEN_OVER",
  "ALERT_UNACKNOWLEDGED",
  "ACKNOWLEDGEMENT_EXPIRED",
];

test.each(KNOWN_HISTORIES)("$name", async ({ history, ledger }) => {
  const world = startWorld(T0);
  expect(ledgerOf(await runHistory(world, createPurePortal(world), history))).toEqual(ledger);
});

test("in any world, with any losses, what the portal shows keeps the invariants after every step", async () => {
  const reached = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(histories({ min: 0, max: 120 }), async (history) => {
      const world = startWorld(T0);
      const { episodes, entries } = await runHistory(world, createPurePortal(world), history);
      const inferred = episodes.filter((one) => one.inferred).length;
      reached.set("inferred", (reached.get("inferred") ?? 0) + inferred);
      for (const { action } of entries) reached.set(action, (reached.get(action) ?? 0) + 1);
    }),
    seeded("portal in a simulated world", { runs: 500, seconds: 30 }),
  );
  process.stdout.write(`${JSON.stringify(Object.fromEntries(reached))}\n`);
  for (const action of [...ACTIONS, "inferred"]) expect(reached.get(action) ?? 0, action).toBeGreaterThan(0);
});
