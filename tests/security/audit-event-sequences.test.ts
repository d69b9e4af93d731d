import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { EVENT_TYPES } from "@/lib/audit-events/event-types";
import { auditEventsTotal, dataAccessDeniedTotal, dataAccessTotal } from "@/lib/telemetry/metrics";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { accessed, report, reported } from "../support/report-events";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const HOUR_MS = 3_600_000;

let database: ScratchDatabase;
let since: bigint;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.auditEvent.deleteMany();
  await database.prisma.auditEmitter.deleteMany();
  since = await ledgerSize();
});
afterAll(() => database.close());

const events = () => database.prisma.auditEvent.findMany({ orderBy: { seq: "asc" } });
const emitter = () => database.prisma.auditEmitter.findUniqueOrThrow({ where: { name: "chatbot" } });
const trail = () => auditTrail(since);
const actions = async () => (await trail()).map(({ action }) => action);
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

test("every type is an action of the ledger, told by the emitter, with what it claims beside what is known", async () => {
  const sent = EVENT_TYPES.map((event_type, index) => reported(index + 1, { event_type }));
  expect(await report(sent)).toMatchObject({ accepted: EVENT_TYPES.length, refused: [], gaps: [], flagged: [] });
  const entries = await trail();
  expect(entries.map(({ action }) => action)).toEqual(EVENT_TYPES);
  expect(entries[0]).toMatchObject({
    action: "LOGIN_SUCCESS",
    outcome: "success",
    actor: { kind: "machine", name: "chatbot" },
    subject: "chatbot/user:u-4711",
    detail: {
      eventId: sent[0]!.id,
      sequence: 1,
      claimedAt: sent[0]!.timestamp,
      userRef: "u-4711",
      claimedIp: "203.0.113.7",
      details: { method: "password" },
    },
  });
  const outcomes = Object.fromEntries(entries.map(({ action, outcome }) => [action, outcome]));
  expect(outcomes).toMatchObject({ LOGIN_FAILURE: "failure", LOCKOUT: "denied", AUTHZ_DENIED: "denied" });
  expect(await verifyLedger()).toMatchObject({ ok: true });
});

test("an access to data says who looked at whose, and is counted by the chatbot's resource", async () => {
  const resource = "chatbot/conversation";
  const count = async (metric: typeof dataAccessTotal) =>
    (await metric.get()).values.find(({ labels }) => labels.resource === resource)?.value ?? 0;
  const reads = async () =>
    (await auditEventsTotal.get()).values
      .filter(({ labels }) => labels.event_type === "DATA_ACCESS")
      .reduce((sum, { value }) => sum + value, 0);
  const before = [await count(dataAccessTotal), await count(dataAccessDeniedTotal), await reads()];
  await report([accessed(1), accessed(2, { granted: false })]);
  expect(await trail()).toMatchObject([
    {
      action: "DATA_ACCESS",
      outcome: "success",
      subject: "chatbot/conversation:p-7f3a9c",
      detail: { access: { subjectRef: "p-7f3a9c", granted: true, phiInvolved: true, encrypted: true } },
    },
    { action: "DATA_ACCESS", outcome: "denied" },
  ]);
  const after = [await count(dataAccessTotal), await count(dataAccessDeniedTotal), await reads()];
  expect(after.map((value, index) => value - before[index]!)).toEqual([2, 1, 2]);
});

test("an event that claims to be one of the portal's own subjects is not taken for it", async () => {
  const id = randomUUID();
  await report([accessed(1, { resource_type: "episode", subject_ref: id })]);
  expect(await trail()).toMatchObject([{ subject: `chatbot/episode:${id}` }]);
});

describe("H07 the same event again", () => {
  test("in another batch, in the same one, and 20 times at once, is one row and one entry", async () => {
    const event = reported(1);
    expect(await report([event, event])).toMatchObject({ accepted: 1, duplicates: 1, refused: [] });
    expect(await report([event])).toMatchObject({ accepted: 0, duplicates: 1, refused: [] });
    const other = reported(2);
    const reports = await Promise.all(Array.from({ length: 20 }, () => report([other, event])));
    expect(reports.reduce((sum, one) => sum + one.accepted, 0)).toBe(1);
    expect(reports.reduce((sum, one) => sum + one.duplicates, 0)).toBe(39);
    expect(await events()).toHaveLength(2);
    expect(await actions()).toEqual(["LOGIN_SUCCESS", "LOGIN_SUCCESS"]);
  });

  test("with other content is refused: it is not the same event", async () => {
    const event = reported(1);
    await report([event]);
    expect(await report([{ ...event, event_type: "LOGOUT" }])).toMatchObject({
      accepted: 0,
      duplicates: 0,
      refused: [{ line: 1, code: "id_reused" }],
    });
    expect(await actions()).toEqual(["LOGIN_SUCCESS", "EMITTER_LINES_REFUSED"]);
  });
});

describe("the emitter's numbers", () => {
  test("a gap is told, and in the ledger; what comes late closes it", async () => {
    expect(await report([reported(1)])).toMatchObject({ gaps: [], lastSequence: 1 });
    expect(await report([reported(5), reported(8)])).toMatchObject({
      accepted: 2,
      gaps: [
        { from: 2, to: 4 },
        { from: 6, to: 7 },
      ],
      lastSequence: 8,
    });
    const gaps = (await trail()).filter(({ action }) => action === "EMITTER_GAP");
    expect(gaps).toMatchObject([
      { outcome: "failure", subject: "emitter:chatbot", detail: { from: 2, to: 4 } },
      { detail: { from: 6, to: 7 } },
    ]);
    expect(await report([3, 2, 4, 6, 7].map((seq) => reported(seq)))).toMatchObject({
      accepted: 5,
      gaps: [],
      refused: [],
    });
    expect(await emitter()).toMatchObject({ lastSeq: 8n, received: 8n, lastGapAt: expect.any(Date) });
  });

  test("numbers begin at 1: what was lost before the first contact is a gap, too", async () => {
    expect(await report([reported(4)])).toMatchObject({ gaps: [{ from: 1, to: 3 }] });
  });

  test("out of order within a batch is sorted, and no gap", async () => {
    const given = [3, 1, 4, 2].map((seq) => reported(seq, { user_id: `u-${seq}` }));
    expect(await report(given)).toMatchObject({ accepted: 4, gaps: [], refused: [] });
    expect((await trail()).map(({ detail }) => detail.userRef)).toEqual(["u-1", "u-2", "u-3", "u-4"]);
  });

  test("a step back to a number that another event has is refused, in a later batch and in the same one", async () => {
    await report([reported(1), reported(2), reported(3)]);
    const answer = await report([reported(4), reported(2), reported(4)]);
    expect(answer).toMatchObject({
      accepted: 1,
      refused: [
        { line: 2, code: "sequence_regression" },
        { line: 3, code: "sequence_regression" },
      ],
      lastSequence: 4,
    });
    expect(await events()).toHaveLength(4);
  });

  test("a heartbeat tells what was lost at the end, and is no entry", async () => {
    await report([reported(1)]);
    const beat = { event_type: "HEARTBEAT", timestamp: ago(0), last_seq: 1 };
    expect(await report([beat])).toMatchObject({ accepted: 0, heartbeats: 1, gaps: [], refused: [] });
    expect(await actions()).toEqual(["LOGIN_SUCCESS"]);
    expect(await report([{ ...beat, last_seq: 3 }])).toMatchObject({ heartbeats: 1, gaps: [{ from: 2, to: 3 }] });
    expect(await report([{ ...beat, last_seq: 3 }])).toMatchObject({ gaps: [] });
    expect(await actions()).toEqual(["LOGIN_SUCCESS", "EMITTER_GAP"]);
    expect(await emitter()).toMatchObject({ lastHeartbeatAt: expect.any(Date) });
    expect(await report([{ ...beat, last_seq: -1 }])).toMatchObject({ refused: [{ code: "bad_field" }] });
  });
});

describe("the clock", () => {
  test("a day off is accepted, marked in the answer and in the entry; an hour off is not marked", async () => {
    const times = [ago(0), ago(25 * HOUR_MS), ago(-25 * HOUR_MS), ago(-HOUR_MS)];
    const answer = await report(times.map((timestamp, index) => reported(index + 1, { timestamp })));
    expect(answer).toMatchObject({
      accepted: 4,
      refused: [],
      flagged: [
        { line: 2, code: "clock_behind" },
        { line: 3, code: "clock_ahead" },
      ],
    });
    const off = (await trail()).map(({ detail }) => detail.clockOffSeconds);
    expect(off[0]).toBeUndefined();
    expect(Math.round((off[1] as number) / 3600)).toBe(-25);
    expect(Math.round((off[2] as number) / 3600)).toBe(25);
    expect(off[3]).toBeUndefined();
  });

  test.each([
    "2026-11-25T10:00:00",
    "2026-02-30T10:00:00Z",
    "1969-12-31T23:59:59Z",
    "2100-01-02T00:00:00Z",
    "now",
    7,
    null,
  ])("%j is no time that can be kept", async (timestamp) => {
    expect(await report([reported(1, { timestamp })])).toMatchObject({ refused: [{ line: 1, code: "bad_timestamp" }] });
  });

  test("another zone is taken as it stands", async () => {
    const timestamp = ago(0).replace("Z", "+00:00");
    expect(await report([reported(1, { timestamp })])).toMatchObject({ accepted: 1 });
    expect((await trail())[0]?.detail.claimedAt).toBe(timestamp);
  });
});

test("10,000 events are one batch", async () => {
  const sent = Array.from({ length: 10_000 }, (_, index) => reported(index + 1));
  expect(await report(sent)).toMatchObject({ accepted: 10_000, gaps: [], lastSequence: 10_000 });
  expect(await report(sent)).toMatchObject({ accepted: 0, duplicates: 10_000 });
}, 60_000);
