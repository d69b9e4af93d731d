import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import type { AlertEvent, Suppression } from "@/lib/alerts/alert-event";
import { insertOpened } from "@/lib/alerts/insert-opened";
import { planEvents } from "@/lib/alerts/plan-events";
import { db, transaction } from "@/lib/db/client";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const NOW = Date.parse("2026-03-01T12:00:00Z");
let database: ScratchDatabase;

beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());

function alertOf(pod: string): AlertObservation {
  return {
    identity: `${pod}-${randomUUID()}`,
    fingerprint: "0123456789abcdef",
    alertname: "PodDown",
    severity: "critical",
    team: null,
    labels: { alertname: "PodDown", pod },
    annotations: { summary: `${pod} is "down" \\ ☎` },
    generatorUrl: null,
    groupKey: null,
    firing: true,
    startsAt: NOW - 60_000,
    endsAt: null,
  };
}

function fires(alert: AlertObservation, suppression: Suppression | null = null): AlertEvent {
  const event = { kind: "fire", startsAt: NOW - 60_000, via: "webhook" } as const;
  return { identity: alert.identity, event, alert, startUncertain: false, source: null, suppression };
}

const HELD: Suppression = { sourceState: "suppressed", silencedBy: ['a "b" \\c', "d,e"], inhibitedBy: [], mutedBy: [] };

test("what a batch opens is stored as it was planned, whether all are alike or one has ended and one is held back", async () => {
  const [plain, ended, held] = [alertOf("api-1"), alertOf("api-2"), alertOf("api-3")];
  const end = { kind: "resolve", startsAt: NOW - 60_000, endsAt: NOW, sourceHealthy: true } as const;
  const batches = [
    [fires(plain)],
    [fires(ended), { ...fires(ended), event: end }, fires(held, HELD), { ...fires(alertOf("api-4")), source: "am-2" }],
  ];
  for (const events of batches) {
    const { drafts } = planEvents(events, new Map(), NOW);
    await transaction((tx) => insertOpened(drafts)(tx));
    for (const { id, facts, said, opening } of drafts) {
      const row = await (await db()).episode.findUniqueOrThrow({ where: { id } });
      expect(row).toMatchObject({
        identity: opening!.alert.identity,
        labels: opening!.alert.labels,
        annotations: opening!.alert.annotations,
        source: said.source ?? "webhook",
        state: facts.state,
        startsAt: new Date(NOW - 60_000),
        resolvedAt: facts.resolvedAt === null ? null : new Date(facts.resolvedAt),
        version: facts.version,
        sourceState: said.suppression?.sourceState ?? null,
        silencedBy: said.suppression?.silencedBy ?? [],
      });
    }
  }
});
