import { afterAll, beforeAll, expect, test } from "vitest";
import { createSilenceClient, type SilenceClient } from "@/lib/alertmanager/silence-client";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { expireSilence } from "@/lib/silences/expire-silence";
import { extendSilence } from "@/lib/silences/extend-silence";
import { getSilence } from "@/lib/silences/get-silence";
import { startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
let alertmanager: TestAlertmanager;
let http: UpstreamHttp;
let clients: SilenceClient[];
beforeAll(async () => {
  database = await openScratchDatabase();
  alertmanager = await startAlertmanager({ webhook: "http://127.0.0.1:9/", token: "unused" });
  http = createUpstreamHttp({ name: "main", url: alertmanager.url, headers: {} }, 5_000);
  clients = [createSilenceClient(http)];
});
afterAll(async () => {
  await http.close();
  await alertmanager.close();
  await database.close();
});

/** Written past the portal, by whoever reaches Alertmanager: it holds back everything, in very many words. */
async function silenceEverything(): Promise<string> {
  const matchers = [
    { name: "alertname", value: ".+", isRegex: true, isEqual: true },
    ...Array.from({ length: 30 }, (_, index) => ({
      name: `x${index}`,
      value: "\u20ac".repeat(3_000),
      isRegex: false,
      isEqual: false,
    })),
  ];
  const [startsAt, endsAt] = [new Date(), new Date(Date.now() + 3_600_000)];
  const reply = await fetch(`${alertmanager.url}/api/v2/silences`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ matchers, startsAt, endsAt, createdBy: "x".repeat(100_000), comment: "y".repeat(100_000) }),
  });
  expect(reply.status).toBe(200);
  return ((await reply.json()) as { silenceID: string }).silenceID;
}

test("a silence of somebody else is extended and ended whatever its size, and the ledger says which", async () => {
  const ctx = contextOf("on_call");
  await database.prisma.user.create({
    data: {
      id: ctx.actor.kind === "user" ? ctx.actor.userId : "",
      email: "a@example.test",
      name: "A",
      role: "on_call",
    },
  });
  const id = await silenceEverything();
  const since = await ledgerSize();
  await extendSilence(ctx, id, { minutes: 120, reason: "looking at it" }, null, clients);
  await expireSilence(ctx, id, { reason: "holds back everything" }, null, clients);
  expect((await alertmanager.silences()).find((silence) => silence.id === id)?.status.state).toBe("expired");
  const trail = await auditTrail(since);
  expect(trail.map(({ action }) => action)).toEqual([
    "SILENCE_REQUESTED",
    "SILENCE_EXTENDED",
    "SILENCE_REQUESTED",
    "SILENCE_EXPIRED",
  ]);
  expect(trail[2]!.detail).toMatchObject({
    matchers: expect.arrayContaining(['alertname=~".+"']),
    matchersOmitted: 11,
    matchersSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect((await getSilence(ctx, id, clients)).silence).toMatchObject({
    state: "expired",
    lastChange: { kind: "expire" },
  });
});
