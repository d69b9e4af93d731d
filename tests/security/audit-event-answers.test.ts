import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { redactionsTotal } from "@/lib/telemetry/metrics";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { accessed, CHATBOT_TOKEN, report, reported, sendBody, VOICE_TOKEN } from "../support/report-events";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const SSN = "123-45-6789";

let database: ScratchDatabase;
let since: bigint;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.auditEvent.deleteMany();
  await database.prisma.auditEmitter.deleteMany();
  await database.prisma.signInThrottle.deleteMany();
  since = await ledgerSize();
});
afterAll(() => database.close());

const events = () => database.prisma.auditEvent.findMany({ orderBy: { seq: "asc" } });
const emitter = () => database.prisma.auditEmitter.findUniqueOrThrow({ where: { name: "chatbot" } });
const trail = () => auditTrail(since);
const actions = async () => (await trail()).map(({ action }) => action);
const nothingStored = async () => {
  expect(await events()).toEqual([]);
  expect(await actions()).toEqual([]);
};

describe("H01 H02 the token", () => {
  test.each([
    ["no", {}],
    ["another", { authorization: `Bearer ${"x".repeat(CHATBOT_TOKEN.length)}` }],
    ["a shorter", { authorization: `Bearer ${CHATBOT_TOKEN.slice(0, -1)}` }],
    ["a longer", { authorization: `Bearer ${CHATBOT_TOKEN}0` }],
    ["an empty", { authorization: "Bearer " }],
    ["a broken", { authorization: "Bearer %E0%A4%A" }],
    ["a basic", { authorization: `Basic ${Buffer.from(`a:${CHATBOT_TOKEN}`).toString("base64")}` }],
  ])("%s token is refused, and that is in the ledger", async (_name, headers: Record<string, string>) => {
    const response = await sendBody(JSON.stringify(reported(1)), { authorization: "", ...headers });
    expect(response.status).toBe(401);
    expect(await events()).toEqual([]);
    expect(await trail()).toMatchObject([
      {
        action: "AUTHZ_DENIED",
        outcome: "denied",
        actor: { kind: "anonymous" },
        subject: "route:/api/ingest/audit-events",
      },
    ]);
  });

  test("H17 no token, right or wrong, is in an answer or in the ledger", async () => {
    const wrong = `wrong-${randomUUID()}`;
    const answers = await Promise.all([
      sendBody(JSON.stringify(reported(1)), { authorization: `Bearer ${wrong}` }),
      sendBody("{"),
      sendBody("["),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 200, 400]);
    const texts = [JSON.stringify(await trail()), ...(await Promise.all(answers.map((answer) => answer.text())))];
    for (const text of texts) for (const secret of [wrong, CHATBOT_TOKEN]) expect(text).not.toContain(secret);
  });

  test("a token names its emitter: what one has sent, another cannot send again", async () => {
    const event = reported(1);
    expect(await report([event])).toMatchObject({ accepted: 1 });
    expect(await report([event], VOICE_TOKEN)).toMatchObject({ accepted: 0, refused: [{ line: 1, code: "id_taken" }] });
    expect(await report([reported(1)], VOICE_TOKEN)).toMatchObject({ accepted: 1, refused: [] });
    expect((await trail()).map(({ actor }) => actor)).toMatchObject([
      { kind: "machine", name: "chatbot" },
      { kind: "machine", name: "voice" },
      { kind: "machine", name: "voice" },
    ]);
  });
});

describe("H03 H04 the body", () => {
  test.each(["text/plain", "application/msgpack", "application/x-www-form-urlencoded", ""])(
    "H03 the content type %j is refused",
    async (type) => {
      expect((await sendBody(JSON.stringify(reported(1)), { "content-type": type })).status).toBe(415);
      await nothingStored();
    },
  );

  test.each(["gzip", "GZIP"])("a body may come as %s, lines and arrays alike", async (encoding) => {
    const packed = { "content-encoding": encoding };
    expect((await sendBody(gzipSync(JSON.stringify(reported(1))), packed)).status).toBe(200);
    const array = gzipSync(JSON.stringify([reported(2), reported(3)]));
    const response = await sendBody(array, { ...packed, "content-type": "application/json" });
    expect(await response.json()).toMatchObject({ accepted: 2, refused: [], lastSequence: 3 });
    expect(await events()).toHaveLength(3);
  });

  test.each(["br", "deflate", "zstd", "gzip, gzip", "identity, gzip"])(
    "H03 the encoding %j is refused, not taken for lines that cannot be read",
    async (encoding) => {
      expect((await sendBody(JSON.stringify(reported(1)), { "content-encoding": encoding })).status).toBe(415);
      await nothingStored();
    },
  );

  const packed = gzipSync(JSON.stringify(reported(1)));
  test.each([
    ["no gzip at all", Buffer.from(JSON.stringify(reported(1)))],
    ["cut off", packed.subarray(0, packed.length - 9)],
    ["with another checksum", Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)])],
    ["empty", Buffer.alloc(0)],
    ["followed by zeros and then by another", Buffer.concat([packed, Buffer.alloc(4), packed])],
  ])("H03 a body that says it is gzip and is %s is 400", async (_name, body) => {
    expect((await sendBody(body, { "content-encoding": "gzip" })).status).toBe(400);
    await nothingStored();
  });

  test("H04 a bomb of 8 GiB in 8 MiB is refused when 8 MiB have come out, and costs neither time nor memory", async () => {
    const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: 128 }, () => zeros)).subarray(0, 8 * 1024 * 1024);
    const [cpu, { rss }] = [process.cpuUsage(), process.memoryUsage()];
    expect((await sendBody(bomb, { "content-encoding": "gzip" })).status).toBe(413);
    const { user, system } = process.cpuUsage(cpu);
    expect((user + system) / 1e6).toBeLessThan(2);
    expect(process.memoryUsage().rss - rss).toBeLessThan(64 * 1024 * 1024);
    await nothingStored();
    const fits = gzipSync(Buffer.alloc(8 * 1024 * 1024, " "));
    const response = await sendBody(fits, { "content-encoding": "gzip" });
    expect(await response.json()).toMatchObject({ accepted: 0, refused: [{ code: "line_too_long" }] });
  });

  test("H04 a body over 8 MiB, or one that never ends, is refused", async () => {
    expect((await sendBody(" ".repeat(8 * 1024 * 1024 + 1))).status).toBe(413);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20));
      },
    });
    expect((await sendBody(endless)).status).toBe(413);
    expect(sent).toBeLessThan(14);
    await nothingStored();
  });

  test("H04 more than 10,000 lines, empty ones without end, and brackets in brackets, are refused", async () => {
    expect((await sendBody("{}\n".repeat(10_001))).status).toBe(413);
    expect((await sendBody("\n".repeat(20_001))).status).toBe(413);
    expect((await sendBody(`[${"{},".repeat(10_000)}{}]`)).status).toBe(413);
    expect((await sendBody("[".repeat(4e6) + "]".repeat(4e6))).status).toBe(413);
    await nothingStored();
  });

  test.each([
    ["an empty body", ""],
    ["empty lines", "\n\r\n \n"],
    ["an empty array", "[]"],
    ["half an array", `[${JSON.stringify(reported(1))},{"id":`],
  ])("H06 %s is refused as a whole", async (_name, body) => {
    expect((await sendBody(body)).status).toBe(400);
    await nothingStored();
  });

  test("lines with CRLF, without a last line feed, with a byte order mark, and an array are all taken", async () => {
    const lines = [reported(1), reported(2)].map((one) => JSON.stringify(one));
    expect((await sendBody(`\ufeff${lines.join("\r\n")}`)).status).toBe(200);
    const array = JSON.stringify([{ date: 1_790_000_000.1, ...reported(3) }, reported(4)]);
    const response = await sendBody(array, { "content-type": "application/json; charset=utf-8" });
    expect(await response.json()).toMatchObject({ accepted: 2, refused: [], lastSequence: 4 });
    expect(await events()).toHaveLength(4);
  });
});

describe("H16 what could name a person", () => {
  test.each([
    ["an SSN", SSN, "SSN"],
    ["bare digits of an SSN", "123456789", "SSN"],
    ["a telephone number", "4155550132", "PHONE"],
    ["an e-mail address", "jane.roe@example.com", "EMAIL"],
    ["a date of birth", "1980-02-29", "DOB"],
    ["a keyed record number", "MRN-00123456", "MRN"],
  ])("%s for a reference is refused by class, never repeated", async (_name, value, name) => {
    for (const changed of [accessed(1, { subject_ref: value }), reported(1, { user_id: value })]) {
      const answer = await report([changed]);
      expect(answer).toMatchObject({ accepted: 0, refused: [{ line: 1, code: "phi_in_reference" }] });
      expect(answer.refused[0]?.detail).toContain(name);
      expect(JSON.stringify(answer)).not.toContain(value);
    }
    expect(JSON.stringify(await trail())).not.toContain(value);
    expect(await events()).toEqual([]);
  });

  test.each(["Maria Lopez", "p 1", "‹EMAIL:1-abcdefgh›", "../x", "<b>", "é"])("%j is no reference", async (value) => {
    const answer = await report([accessed(1, { subject_ref: value })]);
    expect(answer).toMatchObject({ refused: [{ line: 1, code: "not_a_reference" }] });
    expect(JSON.stringify(answer)).not.toContain(value);
  });

  test.each(["4711", "p-7f3a9c", "018f3c1e-7b7a-7cc3-98c4-dc0c0c07398f", "conv:2026/11/a_b", "k7Q2x9Zp"])(
    "%j is a reference",
    async (value) => {
      expect(await report([accessed(1, { subject_ref: value })])).toMatchObject({ accepted: 1, refused: [] });
      expect((await trail())[0]?.subject).toBe(`chatbot/conversation:${value}`);
    },
  );

  test("in free text it is redacted before the database sees it, and counted", async () => {
    const counted = async () =>
      (await redactionsTotal.get()).values
        .filter(({ labels }) => labels.boundary === "ingest")
        .reduce((sum, { value }) => sum + value, 0);
    const before = await counted();
    const details = {
      note: `patient says SSN ${SSN}`,
      nested: { list: [`call (415) 555-0132`, 4111111111111111] },
      email: "jane.roe@example.com",
      version: `asked by jane.roe@example.com`,
    };
    expect(await report([reported(1, { details })])).toMatchObject({ accepted: 1, refused: [] });
    const [entry] = await trail();
    const text = JSON.stringify(entry);
    for (const canary of [SSN, "555-0132", "4111111111111111", "jane.roe"]) expect(text).not.toContain(canary);
    expect(text).toContain("‹SSN:");
    expect(await counted()).toBeGreaterThanOrEqual(before + 5);
  });
});

describe("a mixed batch", () => {
  test("keeps the good lines and names the bad ones by number and reason; half a last line, too", async () => {
    const good = [reported(1), accessed(2), reported(3)];
    const lines = [
      JSON.stringify(good[0]),
      "{not json}",
      JSON.stringify(reported(9, { event_type: "PASSWORD_CHANGED" })),
      "",
      JSON.stringify(good[1]),
      "[1]",
      JSON.stringify(reported(9, { seq: 1.5 })),
      JSON.stringify({ ...reported(9), id: "17" }),
      JSON.stringify(accessed(9, { granted: "yes" })),
      JSON.stringify({ ...accessed(9), user_id: null }),
      JSON.stringify({ ...accessed(9), event_type: "LOGOUT" }),
      JSON.stringify(reported(9, { details: { text: "x".repeat(17_000) } })),
      JSON.stringify(reported(9, { details: { text: "a\u0000b" } })),
      JSON.stringify(reported(9, { details: { count: 2 ** 53 + 2 } })),
      JSON.stringify(reported(9, { details: "a text" })),
      JSON.stringify(good[2]),
    ];
    const half = JSON.stringify(reported(4)).slice(0, 40);
    const response = await sendBody(`${lines.join("\n")}\n${half}`);
    expect(response.status).toBe(200);
    const answer = (await response.json()) as { refused: { line: number; code: string }[] };
    expect(answer).toMatchObject({ accepted: 3, duplicates: 0, gaps: [], lastSequence: 3 });
    expect(answer.refused.map(({ line, code }) => [line, code])).toEqual([
      [2, "not_json"],
      [3, "unknown_event_type"],
      [6, "not_an_object"],
      [7, "bad_field"],
      [8, "bad_field"],
      [9, "bad_field"],
      [10, "bad_field"],
      [11, "bad_field"],
      [12, "line_too_long"],
      [13, "not_storable"],
      [14, "not_storable"],
      [15, "bad_field"],
      [17, "truncated"],
    ]);
    expect((await trail()).at(-1)).toMatchObject({
      action: "EMITTER_LINES_REFUSED",
      outcome: "denied",
      subject: "emitter:chatbot",
      detail: { lines: 13, codes: { bad_field: 6, not_storable: 2 }, firstLine: 2 },
    });
    expect(await emitter()).toMatchObject({ received: 3n, refused: 13n, lastRefusal: "truncated" });
  });

  test("H05 hostile lines are refused or cleaned, never answered with 5xx", async () => {
    const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const withDetails = (text: string) => JSON.stringify(reported(1)).replace('{"method":"password"}', text);
    const lines = [
      deep(8_000),
      withDetails(`{"a":${deep(7_000)}}`),
      withDetails('{"__proto__":{"x":1},"constructor":"y","toString":"z"}'),
      withDetails('{"a\\ud800":"b"}'),
      withDetails('{"a":"\\u2028\\u202e"}'),
      withDetails('{"a":1e999}'),
      '{"id":"x","id":"y"}',
      `{"event_type":"__proto__"}`,
    ];
    for (const line of lines) expect((await sendBody(line)).status).toBe(200);
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`\n${JSON.stringify(reported(900))}\n`)]);
    expect(await (await sendBody(bytes)).json()).toMatchObject({
      accepted: 1,
      refused: [{ line: 1, code: "not_utf8" }],
    });
    expect(({} as { x?: number }).x).toBeUndefined();
    expect(await verifyLedger()).toMatchObject({ ok: true });
  });
});

describe("H12 J13 trouble with the database", () => {
  test.each(["audit_entries", "audit_head", "audit_events", "audit_emitters", "heartbeats"])(
    "without %s nothing is stored: 503 and Retry-After; sent again, everything is",
    async (table) => {
      const sent = [reported(1), accessed(2)];
      await database.sql(`ALTER TABLE ${table} RENAME TO ${table}_away`);
      const response = await sendBody(sent.map((one) => JSON.stringify(one)).join("\n"));
      await database.sql(`ALTER TABLE ${table}_away RENAME TO ${table}`);
      expect(response.status).toBe(503);
      expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(await response.text()).not.toMatch(/audit_|heartbeats|prisma|select/i);
      await nothingStored();
      expect(await report(sent)).toMatchObject({ accepted: 2, duplicates: 0 });
      expect(await events()).toHaveLength(2);
      expect(await actions()).toEqual(["LOGIN_SUCCESS", "DATA_ACCESS"]);
    },
  );
});
