import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { POST } from "@/app/api/ingest/audit-events/route";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { AuditClient } from "@/lib/audit-client/audit-client.mjs";
import { listSources } from "@/lib/status/list-sources";
import { ChatbotTrail } from "../../demo/chatbot/chatbot-trail.mjs";
import { auditTrail } from "../support/audit-trail";
import { contextOf } from "../support/context";
import { CHATBOT_TOKEN } from "../support/report-events";
import { type RouteServer, serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

process.env.DATASOURCES_FILE ??= "tests/fixtures/datasources.yaml";

let database: ScratchDatabase;
let server: RouteServer;
const folder = mkdtempSync(path.join(tmpdir(), "audit-spool-"));
beforeAll(async () => {
  database = await openScratchDatabase();
  server = await serveRoute(POST);
});
afterAll(async () => {
  await server.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

const leg = async () =>
  (await listSources(contextOf("compliance"), { waitForSources: false })).legs.find(
    ({ id }) => id === "emitter:chatbot",
  );

test("what the chatbot emits while the ledger is away is in it afterwards, each once; the status page says how it stands", async () => {
  expect(await leg()).toMatchObject({ group: "emitters", state: "unknown", lastSeenAt: null, notes: [] });
  const options = {
    url: server.url,
    token: CHATBOT_TOKEN,
    folder,
    firstDelayMs: 20,
    longestDelayMs: 100,
    heartbeatMs: 50,
  };
  const client = new AuditClient(options);
  const trail = new ChatbotTrail({ client, felt: () => false, random: Math.random });
  await database.sql("ALTER TABLE audit_entries RENAME TO audit_entries_away");
  for (let index = 0; index < 300; index++) trail.tell();
  while (server.count() < 3) await new Promise((resolve) => setTimeout(resolve, 10));
  await database.sql("ALTER TABLE audit_entries_away RENAME TO audit_entries");
  while (client.pending > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(client.refused).toBe(0);
  const entries = await auditTrail();
  expect(entries.map(({ detail }) => detail.sequence)).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  expect(new Set(entries.map(({ action }) => action)).size).toBeGreaterThan(4);
  expect(await verifyLedger()).toMatchObject({ ok: true });
  const beats = async () => (await database.prisma.auditEmitter.findMany())[0]?.lastHeartbeatAt;
  while (!(await beats())) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await leg()).toMatchObject({ state: "ok", lateAfterSeconds: 300, notes: [] });
  await client.close();
});

test("an emitter that has fallen silent, lost numbers or had lines refused is seen on the status page", async () => {
  await database.sql(`
    UPDATE heartbeats SET last_seen_at = now() - interval '6 minutes' WHERE leg = 'emitter:chatbot';
    UPDATE audit_emitters SET last_seq = last_seq + 4, last_gap_at = now(), refused = 1, last_refused_at = now(),
      last_refusal = 'phi_in_reference'`);
  expect(await leg()).toMatchObject({
    state: "late",
    notes: [
      expect.stringMatching(/^4 of its 304 numbers are missing/),
      expect.stringMatching(/1 line was refused.*phi_in/),
    ],
  });
});
