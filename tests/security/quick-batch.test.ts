import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { POST } from "@/app/api/dashboards/[dashboardId]/query/route";
import { forgetAllSessions } from "@/lib/auth/session-store";
import { quickBatch } from "@/lib/dashboards/quick-batch";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { listenBeforeFramework } from "@/lib/http/before-framework";
import type { RouteHandler } from "@/lib/http/define-route";
import { directRoutes } from "@/lib/http/direct-routes";
import { restoreContentEncoding } from "@/lib/http/restore-content-encoding";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { matrix, ScriptedPrometheus } from "../support/scripted-prometheus";

const PER_MINUTE = 400;
const upstream = new ScriptedPrometheus();
const directory = mkdtempSync(path.join(tmpdir(), "repeated-batch-"));
const server = http.createServer((_request, response) => response.end("framework"));
let database: ScratchDatabase;
let base: string;
let origin: string;
let reader: SignedInPerson;
/** Requests that came as far as the route. */
let routed = 0;

const counted: RouteHandler = Object.assign(
  (...asked: Parameters<typeof POST>) => {
    routed += 1;
    return POST(...asked);
  },
  { access: POST.access, route: POST.route },
);

beforeAll(async () => {
  const file = path.join(directory, "datasources.yaml");
  const url = await upstream.listen();
  writeFileSync(file, `datasources:\n  - { name: prometheus, type: prometheus, url: "${url}", scrapeInterval: 15s }\n`);
  process.env.DATASOURCES_FILE = file;
  process.env.QUERY_PER_MINUTE = String(PER_MINUTE);
  database = await openScratchDatabase();
  restoreContentEncoding();
  const route = /^\/api\/dashboards\/(?<dashboardId>[a-z]+)\/query$/;
  listenBeforeFramework(directRoutes([{ method: "POST", path: route, handler: counted, shortcut: quickBatch }]), {
    production: true,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  origin = new URL(env().PORTAL_URL).origin;
  upstream.script = (call) => matrix(call, [{ metric: {}, value: () => "1" }]);
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await upstream.close();
  await database.close();
  rmSync(directory, { recursive: true });
});

interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

interface Asking {
  board?: string;
  cookie?: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
  /** Headers that are sent beside one of the same name. */
  twice?: [name: string, value: string][];
  chunked?: boolean;
  /** Hangs up so long after asking. */
  leaveAfterMs?: number;
}

const QUESTION = {
  panels: [{ id: "audit-log-volume", width: 600 }],
  from: "now-9h",
  to: "now-3h",
  variables: {},
  zone: "UTC",
};

/** As a browser sends it; a header that is the empty string is left out. */
function ask({
  board = "security",
  cookie = reader.cookie,
  body = JSON.stringify(QUESTION),
  headers = {},
  twice = [],
  chunked = false,
  leaveAfterMs,
}: Asking = {}) {
  const all = {
    host: "127.0.0.1",
    "content-type": "application/json",
    "accept-encoding": "gzip",
    "sec-fetch-site": "same-origin",
    origin,
    cookie,
    ...(chunked ? {} : { "content-length": String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const sent = [...Object.entries(all), ...twice].filter(([, value]) => value !== "").flat();
  return new Promise<Reply>((resolve, reject) => {
    const request = http.request(`${base}/api/dashboards/${board}/query`, { method: "POST", headers: sent });
    request.once("error", reject);
    request.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.end(body);
    if (leaveAfterMs !== undefined) setTimeout(() => request.destroy(new Error("left")), leaveAfterMs);
  });
}

/** Asks until all of it came from memory, whose length is known: a busy machine may need more than one second for it. */
async function fromMemory(...asked: Asking[]) {
  for (let attempt = 0; attempt < 30; attempt++) {
    routed = 0;
    const replies: Reply[] = [];
    for (const asking of asked) replies.push(await ask(asking));
    if (replies.every(({ headers }) => headers["content-length"] !== undefined)) return replies;
  }
  throw new Error("no answer came from memory");
}

/**
 * The question's answer is in memory, in a second that has some of itself before it; the route's count is zero. Each
 * test has a reader of its own, with a limit of their own.
 */
beforeEach(async () => {
  reader = await signInAs("security");
  const gone = Date.now() % 1000;
  if (gone > 600) await sleep(1000 - gone);
  await fromMemory({});
});

test("who may see the board gets the same bytes in the same second, and the same headers", async () => {
  const other = await signInAs("admin");
  const [mine, theirs] = (await fromMemory({}, { cookie: other.cookie })) as [Reply, Reply];
  expect(theirs.body.equals(mine.body)).toBe(true);
  expect(JSON.parse(gunzipSync(mine.body).toString())).toMatchObject({ panelId: "audit-log-volume" });
  await sleep(1000 - (Date.now() % 1000));
  const asked = await ask();
  const routedReply = await ask({ chunked: true, headers: { "transfer-encoding": "chunked" } });
  expect([asked.headers["content-length"], routed]).toEqual([undefined, 1]);
  const names = ({ headers }: Reply) =>
    Object.keys(headers).filter(
      (name) => !["content-length", "transfer-encoding", "x-portal-body-encoding"].includes(name),
    );
  for (const reply of [mine, asked]) expect(names(reply).sort()).toEqual(names(routedReply).sort());
  expect(mine.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(mine.headers["cache-control"]).toBe("private, no-store, no-transform");
});

test("another question is asked of the source, without the route, and answered as the route would", async () => {
  const calls = upstream.calls.length;
  const body = JSON.stringify({ ...QUESTION, from: "2026-01-05T00:00:00Z", to: "2026-01-05T06:00:00Z" });
  const quick = await ask({ body });
  expect([routed, upstream.calls.length - calls]).toEqual([0, 1]);
  const [line] = gunzipSync(quick.body).toString().split("\n") as [string];
  expect(quick.headers["content-encoding"]).toBe("gzip");
  const slow = await ask({ body, headers: { "accept-encoding": "identity" } });
  expect([routed, upstream.calls.length - calls]).toEqual([1, 1]);
  expect(withoutTimes(slow.body.toString().trim())).toEqual(withoutTimes(line));
});

function withoutTimes(line: string) {
  const { targets, ...panel } = JSON.parse(line);
  return { ...panel, targets: targets.map((target: object) => ({ ...target, provenance: undefined })) };
}

test("E18 a reader who leaves ends what nobody else waits for", async () => {
  const { script } = upstream;
  upstream.script = () => new Promise(() => undefined);
  try {
    const leaver = ask({ body: JSON.stringify({ ...QUESTION, from: "now-11h" }), leaveAfterMs: 300 });
    await expect(leaver).rejects.toThrow();
    await vi.waitFor(() => expect(upstream.calls.at(-1)?.abandonedAt).toBeGreaterThan(0), 1_000);
    expect(routed).toBe(0);
  } finally {
    upstream.script = script;
  }
});

/** A board with a variable. */
const WITH_POD = {
  board: "operations",
  body: JSON.stringify({ ...QUESTION, panels: [{ id: "resource-usage", width: 600 }] }),
};
const withPod = (pod: string) => WITH_POD.body.replace('"variables":{}', `"variables":${JSON.stringify({ pod })}`);

test("E18 a reader who leaves before the first query was asked takes all of them along", async () => {
  const { cookie } = await signInAs("admin");
  await ask({ ...WITH_POD, cookie }); // their session is read
  const { script, answerValues } = upstream;
  upstream.script = () => new Promise(() => undefined);
  let left = () => {};
  upstream.answerValues = () =>
    new Promise((resolve) => {
      left = () => resolve(["api-1"]);
    });
  try {
    routed = 0;
    const body = withPod("api-1").replace("now-9h", "now-10h");
    await expect(ask({ ...WITH_POD, cookie, body, leaveAfterMs: 100 })).rejects.toThrow();
    await sleep(50);
    upstream.forget();
    left();
    await sleep(200);
    expect(upstream.inFlight).toBe(0);
    expect(routed).toBe(0);
  } finally {
    Object.assign(upstream, { script, answerValues });
  }
});

test("L01 who searches for a person by a variable is refused and in the ledger, however much was asked before", async () => {
  const { cookie } = await signInAs("admin");
  const many = Array.from({ length: 60 }, () => ({ id: "resource-usage", width: 600 }));
  const asking = { ...WITH_POD, cookie, body: JSON.stringify({ ...QUESTION, panels: many }) };
  while ((await ask(asking)).status === 200);
  expect((await ask(asking)).status).toBe(429);
  const since = await ledgerSize();
  expect((await ask({ ...WITH_POD, cookie, body: withPod("jane.roe@example.com") })).status).toBe(422);
  expect((await auditTrail(since)).map(({ action }) => action)).toEqual(["PHI_QUERY_REFUSED"]);
});

test.each([
  ["an unknown panel", 404, { ...QUESTION, panels: [{ id: "nothing", width: 600 }] }],
  ["an unknown variable", 400, { ...QUESTION, variables: { nobody: "x" } }],
  ["a range in the future", 400, { ...QUESTION, from: "2999-01-01T00:00:00Z", to: "2999-01-02T00:00:00Z" }],
])("%s is refused by the route", async (_, status, question) => {
  expect((await ask({ body: JSON.stringify(question) })).status).toBe(status);
  expect(routed).toBe(1);
});

test.each<[string, number, Asking]>([
  ["A01 nobody", 401, { cookie: "" }],
  ["A03 a session cookie that is not ours", 401, { cookie: "portal.session=abc.def.ghi.jkl.mno" }],
  ["A01 a bad bearer token, whatever the cookie", 401, { headers: { authorization: "Bearer nonsense" } }],
  ["D02 another origin", 403, { headers: { origin: "https://evil.example" } }],
  ["D03 another site", 403, { headers: { "sec-fetch-site": "cross-site" } }],
  ["D01 a request that says nothing of its origin", 403, { headers: { origin: "", "sec-fetch-site": "" } }],
  ["another type of body", 415, { headers: { "content-type": "text/plain" } }],
  ["a body that says it is compressed", 415, { headers: { "content-encoding": "gzip" } }],
  ["a type of body that is told twice", 415, { twice: [["content-type", "text/plain"]] }],
  ["a body that is not UTF-8", 400, { body: Buffer.from([0x7b, 0xff, 0x7d]) }],
  ["a body that is no JSON", 400, { body: "{" }],
  ["a body that is too large", 413, { body: `${JSON.stringify(QUESTION)}${" ".repeat(32 * 1024)}` }],
  ["E01 raw query text", 400, { body: JSON.stringify({ ...QUESTION, query: "up" }) }],
])("%s is refused as without the memory", async (_, status, asking) => {
  expect((await ask(asking)).status).toBe(status);
  expect(routed).toBe(1);
});

test("B02 another role is refused, and the ledger says so", async () => {
  const outsider = await signInAs("product");
  await ask({ cookie: outsider.cookie }); // their session is read
  await fromMemory({});
  const since = await ledgerSize();
  expect((await ask({ cookie: outsider.cookie })).status).toBe(403);
  expect((await auditTrail(since)).map(({ action }) => action)).toEqual(["AUTHZ_DENIED"]);
});

test("a body whose length is not told goes to the route, and is answered", async () => {
  expect((await ask({ chunked: true, headers: { "transfer-encoding": "chunked" } })).status).toBe(200);
  expect(routed).toBe(1);
});

test("A06 A07 a session that is ended, or a person who is disabled, is refused at once", async () => {
  const client = await db();
  const end = {
    session: ({ sessionId }: SignedInPerson) =>
      client.session.update({ where: { id: sessionId }, data: { revokedAt: new Date() } }),
    person: ({ userId }: SignedInPerson) =>
      client.user.update({ where: { id: userId }, data: { disabledAt: new Date() } }),
  };
  for (const ending of [end.session, end.person]) {
    const leaver = await signInAs("security");
    const { cookie } = leaver;
    expect((await ask({ cookie })).status).toBe(200);
    await ending(leaver);
    forgetAllSessions(); // as sign-out and a change of a member do
    expect((await ask({ cookie })).status).toBe(401);
  }
});

test("an idle session is refused although its row is in memory", async () => {
  const idle = await signInAs("security", { lastSeenAt: new Date(Date.now() - 60 * 60_000) });
  const asking = { cookie: idle.cookie, headers: { "x-portal-automatic": "1" } };
  expect((await ask(asking)).status).toBe(401); // its row is read
  await fromMemory({});
  expect((await ask(asking)).status).toBe(401);
});

test("E17 what comes from memory counts against the limit", async () => {
  const { cookie } = await signInAs("security");
  const statuses: number[] = [];
  for (let i = 0; i < PER_MINUTE + 20; i++) statuses.push((await ask({ cookie })).status);
  expect(statuses[0]).toBe(200);
  expect(statuses.at(-1)).toBe(429);
  expect(routed).toBeLessThan(PER_MINUTE / 2);
});

test("E17 a variable's value that its source does not know counts once, not here and on the route", async () => {
  const { cookie } = await signInAs("admin");
  const panels = Array.from({ length: 60 }, () => ({ id: "resource-usage", width: 600 }));
  const asking = (variables: object) =>
    ask({ ...WITH_POD, cookie, body: JSON.stringify({ ...QUESTION, panels, variables }) });
  await ask({ cookie }); // their session is read
  routed = 0;
  for (let i = 0; i < 6; i++) expect((await asking({ pod: "no-such-pod" })).status).toBe(400);
  expect(routed).toBe(6);
  let more = 0;
  while ((await asking({})).status === 200) more++;
  expect(more).toBeLessThan(6);
});
