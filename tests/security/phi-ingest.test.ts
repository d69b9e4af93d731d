import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createAlertmanagerClient } from "@/lib/alertmanager/client";
import { fingerprintOf, identityOf } from "@/lib/alertmanager/identity";
import { heldDeliveries } from "@/lib/alerts/inbox/held-deliveries";
import { wakeInbox } from "@/lib/alerts/inbox/wake-inbox";
import { reconcileAlerts } from "@/lib/alerts/reconcile";
import { createUpstreamHttp } from "@/lib/datasources/upstream-http";
import { redactionsTotal } from "@/lib/telemetry/metrics";
import { auditTrail } from "../support/audit-trail";
import { contextOf } from "../support/context";
import { deliver, deliverBody, firing, resolved } from "../support/deliver";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { alarm, notify } from "../support/sns-signer";
import { startUpstream } from "../support/start-upstream";

const SSN = "078-05-1123";
const CANARIES = [SSN, "jane.roe@example.com", "4111111111111111", "(415) 555-0132", "99887766"];

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
  await database.prisma.delivery.deleteMany();
  await database.prisma.cloudwatchAlarm.deleteMany();
});
afterAll(() => database.close());

const episodes = () => database.prisma.episode.findMany({ orderBy: { openedAt: "asc" } });

/** Labels and annotations with a canary in each, and what operators search for. */
function leaking(minutesAgo = 10) {
  const alert = firing("Leak", minutesAgo, {
    path: `/patients/${CANARIES[4]}/notes`,
    mrn: CANARIES[4]!,
    user: CANARIES[1]!,
    instance: "203.0.113.9:9100",
    pod: "api-7d9f8b6c5d-x2x4z",
  });
  const description = `SSN ${SSN}, card ${CANARIES[2]}, call ${CANARIES[3]}`;
  return {
    ...alert,
    annotations: { summary: `told ${CANARIES[1]}`, description, runbook_url: "https://wiki.example/x?id=3" },
    generatorURL: `http://prometheus:9090/graph?g0.expr=${encodeURIComponent(`x{ssn="${SSN}"}`)}&g0.tab=1`,
    fingerprint: "0123456789abcdef",
  };
}

/** Every row of every table that a delivery may reach, as text. */
async function stored(): Promise<string> {
  const { prisma } = database;
  const deliveries = await prisma.delivery.findMany();
  const rows = [await episodes(), await prisma.outboxMessage.findMany(), await prisma.cloudwatchAlarm.findMany()];
  const bodies = deliveries.map((delivery) => ({ ...delivery, body: Buffer.from(delivery.body).toString() }));
  const text = (_key: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
  return JSON.stringify([rows, bodies, await auditTrail()], text);
}

async function countOf(): Promise<number> {
  const { values } = await redactionsTotal.get();
  return values.filter(({ labels }) => labels.boundary === "ingest").reduce((sum, { value }) => sum + value, 0);
}

/** Nothing can be applied while `work` runs: what is delivered waits. */
async function whileItWaits(work: () => Promise<void>): Promise<void> {
  await database.sql(
    "CREATE OR REPLACE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'stop' USING ERRCODE = '57014'; END $$",
  );
  await database.sql("CREATE TRIGGER stop BEFORE INSERT ON episodes FOR EACH ROW EXECUTE FUNCTION stop()");
  try {
    await work();
  } finally {
    await database.sql("DROP TRIGGER stop ON episodes");
  }
}

/** The run that was refused may still be ending, and the next one comes by itself. */
const applied = (count: number) =>
  vi.waitFor(async () => {
    await wakeInbox();
    expect(await database.prisma.episode.count()).toBe(count);
  }, 10_000);

test("L01 a delivery leaves no canary in the database, neither while it waits nor after", async () => {
  const before = await countOf();
  const groupKey = `{}:{ssn="${SSN}"}`;
  await whileItWaits(async () => {
    const body = { version: "4", status: "firing", groupKey, alerts: [leaking()], commonLabels: { mrn: CANARIES[4] } };
    expect((await deliverBody(JSON.stringify(body))).status).toBe(200);
    const waiting = await stored();
    expect(waiting).toContain("Leak");
    for (const canary of CANARIES) expect(waiting).not.toContain(canary);
  });
  await applied(1);
  const all = await stored();
  for (const canary of CANARIES) expect(all).not.toContain(canary);
  const [episode] = await episodes();
  expect(episode).toMatchObject({
    groupKey: null,
    labels: { alertname: "Leak", instance: "203.0.113.9:9100", pod: "api-7d9f8b6c5d-x2x4z", severity: "critical" },
    annotations: { runbook_url: "https://wiki.example/x?id=3" },
  });
  expect((episode!.labels as Record<string, string>).mrn).toMatch(/^‹MRN:1-/);
  expect(episode!.generatorUrl).toMatch(/^http:\/\/prometheus:9090\/graph\?g0\.expr=/);
  expect(await countOf()).toBeGreaterThan(before);
});

test("L01 a storm waits sealed, and whoever applies it, another replica too, redacts it", async () => {
  const storm = [
    leaking(),
    ...Array.from({ length: 1_000 }, (_, index) => firing("Storm", 5, { pod: `pod-${index}` })),
  ];
  await whileItWaits(async () => {
    expect((await deliverBody(JSON.stringify({ version: "4", alerts: storm }))).status).toBe(200);
    expect(await database.prisma.delivery.count()).toBe(1);
    const waiting = await stored();
    expect(["Storm", ...CANARIES].filter((text) => waiting.includes(text))).toEqual([]);
  });
  heldDeliveries.forget(heldDeliveries.newest());
  await applied(storm.length);
  const all = await stored();
  for (const canary of CANARIES) expect(all).not.toContain(canary);
  const leak = await database.prisma.episode.findFirstOrThrow({ where: { alertname: "Leak" } });
  expect((leak.labels as Record<string, string>).mrn).toMatch(/^‹MRN:1-/);
});

test("nothing that is stored can be guessed back: identity and fingerprint are of the redacted labels", async () => {
  const alert = leaking();
  await deliver([alert]);
  const [episode] = await episodes();
  const labels = episode!.labels as Record<string, string>;
  expect(episode!.identity).toBe(identityOf(labels));
  expect(episode!.fingerprint).toBe(fingerprintOf(labels));
  expect(episode!.identity).not.toBe(identityOf(alert.labels as Record<string, string>));
  expect(episode!.fingerprint).not.toBe(alert.fingerprint);
});

test("an alert with redacted labels is the same one when it comes again, is polled, and resolves", async () => {
  await deliver([leaking()]);
  await deliver([leaking()]);
  const [first] = await episodes();
  const raw = leaking();
  const listed = {
    ...raw,
    endsAt: new Date(Date.now() + 60_000),
    updatedAt: new Date(),
    status: { state: "active", silencedBy: [], inhibitedBy: [] },
  };
  const upstream = await startUpstream((response, call) => {
    const body = call.path.endsWith("/status") ? { uptime: new Date(Date.now() - 3_600_000) } : [listed];
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const http = createUpstreamHttp({ name: "main", url: upstream.url, headers: {} }, 5_000);
  try {
    await reconcileAlerts(contextOf("admin"), [createAlertmanagerClient(http)]);
  } finally {
    await http.close();
    await upstream.stop();
  }
  expect((await episodes()).map(({ id, state }) => ({ id, state }))).toEqual([{ id: first!.id, state: "firing" }]);
  const over = resolved("Leak", 10, 1, raw.labels as Record<string, string>);
  await deliver([firing("Watchdog", 60), over]);
  expect((await episodes()).map(({ id, state }) => ({ id, state }))).toEqual([{ id: first!.id, state: "resolved" }]);
  for (const canary of CANARIES) expect(await stored()).not.toContain(canary);
});

test("two people's alerts stay two", async () => {
  await deliver([firing("Leak", 10, { ssn: SSN }), firing("Leak", 10, { ssn: "078-05-1124" })]);
  expect(await episodes()).toHaveLength(2);
});

test("an alert without anything to redact keeps the identity and the fingerprint it always had", async () => {
  const alert = { ...firing("HighErrorRate"), fingerprint: "0123456789abcdef" };
  await deliver([alert], { groupKey: '{}:{alertname="HighErrorRate"}' });
  const [episode] = await episodes();
  expect(episode).toMatchObject({
    identity: identityOf(alert.labels as Record<string, string>),
    fingerprint: "0123456789abcdef",
    groupKey: '{}:{alertname="HighErrorRate"}',
  });
});

test("L01 an alarm of CloudWatch", async () => {
  const Trigger = {
    Namespace: "Care",
    MetricName: "Errors",
    Dimensions: [{ name: "Patient", value: `MRN ${CANARIES[4]}` }],
  };
  const fields = {
    AlarmName: `errors ${CANARIES[1]}`,
    AlarmDescription: `of ${SSN}`,
    NewStateReason: CANARIES[3],
    Trigger,
  };
  expect((await notify(alarm("ALARM", 30, fields))).status).toBe(200);
  await wakeInbox();
  expect((await notify(alarm("OK", 10, fields))).status).toBe(200);
  await wakeInbox();
  expect(await episodes()).toMatchObject([{ source: "cloudwatch", state: "resolved" }]);
  const all = await stored();
  for (const canary of CANARIES) expect(all).not.toContain(canary);
});
