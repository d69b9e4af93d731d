import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { test } from "vitest";
import type { AlertEvent } from "@/lib/alerts/alert-event";
import type { EpisodeEvent } from "@/lib/alerts/episode";
import type { EpisodeRow } from "@/lib/alerts/episode-row";
import { planEvents } from "@/lib/alerts/plan-events";
import { must } from "./must";
import { seeded } from "./seeded";
import { ALERTS, observationOf } from "./wire";

const T0 = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;

const offset = fc.integer({ min: -40, max: 4 }).map((minutes) => minutes * MINUTE);
const event: fc.Arbitrary<EpisodeEvent> = fc.oneof(
  fc.record({ kind: fc.constant("fire" as const), startsAt: offset.map(at), via: fc.constant("webhook" as const) }),
  fc.record({
    kind: fc.constant("fire" as const),
    startsAt: offset.map((by) => at(by - MINUTE)),
    via: fc.constant("poll" as const),
    observedAt: fc.constant(at(0)),
    toldAt: offset.map((by) => at(Math.min(by, 0))),
    lapsesAt: fc.option(offset.map(at)),
  }),
  fc.record({
    kind: fc.constant("resolve" as const),
    startsAt: offset.map(at),
    endsAt: offset.map(at),
    sourceHealthy: fc.boolean(),
  }),
  fc.constant({ kind: "missing", observedAt: at(0) } as const),
  fc.constant({ kind: "expire" } as const),
  fc.constant({ kind: "worsen" } as const),
);

const happening: fc.Arbitrary<AlertEvent> = fc
  .record({
    alert: fc.constantFrom(...ALERTS).map(observationOf),
    event,
    silencedBy: fc.option(fc.subarray(["one silence", "another"])),
    /** How long the delivery waited; null: it is of this moment. */
    waited: fc.option(fc.constantFrom(0, 1_000, 20 * MINUTE)),
  })
  .map(({ alert, event, silencedBy, waited }) => ({
    identity: alert.identity,
    event,
    alert,
    startUncertain: false,
    source: null,
    suppression: silencedBy && { sourceState: "active", silencedBy, inhibitedBy: [], mutedBy: [] },
    ...(waited === null ? {} : { receivedAt: at(-waited) }),
  }));

function at(offset: number): number {
  return T0 + offset;
}

/** All episodes in the order they opened, and what the ledger says; ids as their place in it. */
function applied(batches: AlertEvent[][]) {
  const episodes: EpisodeRow[] = [];
  const ledger: [string, number, unknown][] = [];
  for (const batch of batches) {
    const latest = new Map(episodes.map((one) => [one.identity, one]));
    const plan = planEvents(batch, latest, T0);
    for (const { id, stored, facts, said, severity, opening } of plan.drafts) {
      const known = episodes.findIndex((one) => one.id === stored?.id);
      if (known >= 0) episodes[known] = { ...episodes[known]!, facts, said };
      else episodes.push({ id, identity: opening!.alert.identity, facts, said, severity });
    }
    for (const { action, subject, detail } of plan.entries)
      ledger.push([action, episodes.findIndex(({ id }) => id === subject!.id), detail]);
  }
  return { episodes: episodes.map(({ id: _id, ...one }) => one), ledger };
}

test("a batch of events is those events one after the other", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 8 }), fc.array(happening, { maxLength: 30 }), (before, events) => {
      const [stored, sorted] = [before, events].map((list) =>
        [...list].sort((a, b) => (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0)),
      );
      const history = stored!.map((one) => [one]);
      const together = applied([...history, sorted!]);
      const apart = applied([...history, ...sorted!.map((one) => [one])]);
      must(isDeepStrictEqual(together, apart), "the batch differs", together, apart);
    }),
    seeded("batch against single events", { runs: 2_000, seconds: 20 }),
  );
});
