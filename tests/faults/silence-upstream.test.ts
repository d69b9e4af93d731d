import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { configuredSilenceClients, replaceAlertmanagers } from "@/lib/alertmanager/configured";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { settleOpenRequests } from "@/lib/silences/settle-open-requests";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { type Meddle, startBetween } from "../support/between";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import {
  createSilenceAs,
  expireSilenceAs,
  extendSilenceAs,
  matcher,
  previewSilenceAs,
  silenceListAs,
} from "../support/silence-request";
import type { RunningUpstream } from "../support/start-upstream";

const QUICK_MS = 600;

let database: ScratchDatabase;
let alertmanager: TestAlertmanager;
let between: RunningUpstream;
let http: UpstreamHttp;
let priya: SignedInPerson;
/** What stands between the portal and Alertmanager does next. */
let meddle: Meddle;

beforeAll(async () => {
  database = await openScratchDatabase();
  priya = await signInAs("on_call");
  alertmanager = await startAlertmanager({ webhook: "http://127.0.0.1:9", token: "none" });
  between = await startBetween(alertmanager.url, (...all) => meddle(...all));
});
beforeEach(async () => {
  await database.prisma.silenceRequest.deleteMany();
  for (const { id, status } of await alertmanager.silences())
    if (status.state !== "expired") await alertmanager.expire(id);
  meddle = () => undefined;
  connect(QUICK_MS);
});
afterEach(() => http.close());
afterAll(async () => {
  await between.stop();
  await alertmanager.close();
  await database.close();
});

function connect(timeoutMs: number): void {
  http = createUpstreamHttp({ name: "main", url: between.url, headers: {} }, timeoutMs);
  replaceAlertmanagers([http]);
}
const active = async () => (await alertmanager.silences()).filter(({ status }) => status.state === "active");
const actions = async (since: bigint) => (await auditTrail(since)).map((entry) => entry.action);
const settle = () =>
  settleOpenRequests(
    {
      actor: { kind: "system", name: "settle-silence-requests", permissions: new Set(["silence:write" as const]) },
      now: new Date(),
      requestId: randomUUID(),
    },
    configuredSilenceClients(),
  );
/** As if every attempt had been given up an hour ago. */
const later = () =>
  database.sql(
    "UPDATE silence_requests SET attempt_ends_at = attempt_ends_at - interval '1 hour', requested_at = requested_at - interval '1 hour'",
  );
const on = (method: string, then: (...all: Parameters<Meddle>) => unknown): Meddle => {
  return (call, ...rest) => (call.method === method ? (then(call, ...rest) ?? true) : undefined);
};
const answer = (response: ServerResponse, status: number, type: string | null, body: string) =>
  response.writeHead(status, type ? { "content-type": type } : {}).end(body);

interface CapturedError {
  status: number;
  contentType: string | null;
  body: string;
}
const captured = (version: string) =>
  JSON.parse(readFileSync(`tests/fixtures/captured/alertmanager-${version}/silence-errors.json`, "utf8")) as Record<
    string,
    CapturedError
  >;

describe.each(["0.25", "0.33"])("refusals as Alertmanager %s words them", (version) => {
  const errors = captured(version);
  const refuse = (name: string) =>
    on("POST", (_call, response) => {
      const { status, contentType, body } = errors[name]!;
      answer(response, status, contentType, body);
    });

  test.each([
    ["silence-err-endbefore", 422, "start time must be before end time"],
    ["silence-err-past", 422, "end time can't be in the past"],
    ["silence-err-matchall", 422, "at least one matcher must not match the empty string"],
    ["silence-err-regex", 422, "missing closing )"],
    ["silence-err-nocomment", 422, "comment in body is required"],
    ["silence-err-nomatchers", 422, "matchers in body should have at least 1 items"],
    ["err-json", 422, "invalid character 'b'"],
    ["err-ctype", 502, "unsupported media type"],
    ["silence-404", 502, "main is no Alertmanager's address"],
  ])("%s gives %i, in its words, on the screen and in the ledger", async (name, status, words) => {
    meddle = refuse(name);
    const since = await ledgerSize();
    const response = await createSilenceAs(priya);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const problem = (await response.json()) as { detail: string };
    expect(problem).toMatchObject({ outcome: "failed", detail: expect.stringContaining(words) });
    const [requested, failed, ...more] = await auditTrail(since);
    expect([requested?.action, failed?.action, more]).toEqual(["SILENCE_REQUESTED", "SILENCE_FAILED", []]);
    expect(failed).toMatchObject({
      outcome: "failure",
      subject: requested?.subject,
      detail: { words: problem.detail },
    });
    expect((await silenceListAs(priya)).requests).toEqual([]);
  });

  test("a silence that vanished is 404, though 0.25 says it with 500", async () => {
    const created = (await (await createSilenceAs(priya)).json()) as { silenceId: string };
    const { status, contentType, body } = errors["silence-delete-404"]!;
    meddle = on("DELETE", (_call, response) => answer(response, status, contentType, body));
    expect((await expireSilenceAs(priya, created.silenceId)).status).toBe(404);
    meddle = on("POST", (_call, response) => answer(response, status, contentType, body));
    expect((await extendSilenceAs(priya, created.silenceId)).status).toBe(404);
  });

  test("a preview that is refused says why", async () => {
    const { status, contentType, body } = errors["err-filter"]!;
    meddle = (call, response) =>
      call.path.includes("filter=") ? answer(response, status, contentType, body) : undefined;
    const response = await previewSilenceAs(priya, [matcher("severity", "critical")]);
    expect(await response.json()).toMatchObject({ refusal: "bad matcher format: severity", hit: 0 });
  });
});

describe("answers that are no answers", () => {
  test.each<[string, Meddle, string]>([
    ["a proxy's page", on("POST", (_c, response) => answer(response, 502, "text/html", "<h1>Bad</h1>")), "unknown"],
    [
      "a proxy's time-out",
      on("POST", (_c, response) => answer(response, 504, "text/plain", "upstream timed out")),
      "unknown",
    ],
    ["a cut line", on("POST", (_c, response) => response.destroy()), "unknown"],
    ["half an answer", on("POST", (_c, response) => answer(response, 200, "application/json", '{"silen')), "unknown"],
    ["another API", on("POST", (_c, response) => answer(response, 200, "application/json", "{}")), "unknown"],
    [
      "a redirect",
      on("POST", (_c, response) => void response.writeHead(302, { location: "http://127.0.0.1:9/" }).end()),
      "unknown",
    ],
    ["silence", on("POST", () => undefined), "unknown"],
    [
      "its own failure",
      on("POST", (_c, response) => answer(response, 500, "application/json", '"disk full"')),
      "failed",
    ],
  ])("%s: nothing is pretended", async (_what, faulty, outcome) => {
    meddle = faulty;
    const since = await ledgerSize();
    const response = await createSilenceAs(priya);
    expect([response.status, await response.json()]).toMatchObject([502, { outcome }]);
    expect(await active()).toEqual([]);
    const { requests } = await silenceListAs(priya);
    expect(requests).toHaveLength(outcome === "unknown" ? 1 : 0);
    meddle = () => undefined;
    await later();
    await settle();
    expect(await actions(since)).toEqual(["SILENCE_REQUESTED", "SILENCE_FAILED"]);
    expect((await silenceListAs(priya)).requests).toEqual([]);
  });

  test("a list that cannot be read names who sent it, and previews are 503", async () => {
    meddle = (_call, response) => answer(response, 200, "text/html", "<h1>Sign in</h1>");
    expect((await silenceListAs(priya)).sources).toEqual({
      groups: [],
      silent: [{ name: "main", words: "The answer is text/html, not JSON." }],
    });
    expect((await previewSilenceAs(priya, [matcher("a", "b")])).status).toBe(503);
  });

  test("silences whose alerts cannot be read hold back an unknown number, not none", async () => {
    await createSilenceAs(priya);
    meddle = (call, response) =>
      call.path.startsWith("/api/v2/alerts") ? answer(response, 500, "text/plain", "too many") : undefined;
    expect((await silenceListAs(priya)).silences[0]).toMatchObject({ heldBack: null });
  });
});

test("an answer lost on the way is found again by the mark in the comment", async () => {
  meddle = on("POST", async (_call, response, pass) => {
    await pass();
    response.destroy();
  });
  const response = await createSilenceAs(priya);
  const [silence] = await active();
  expect([response.status, await response.json()]).toMatchObject([200, { silenceId: silence?.id }]);
});

test("a retry with the same key after an unknown outcome makes no second silence", async () => {
  let deaf = false;
  meddle = (call, response, pass) => {
    if (deaf) return response.destroy();
    if (call.method !== "POST") return undefined;
    deaf = true;
    return pass().then(() => response.destroy());
  };
  const key = randomUUID();
  const since = await ledgerSize();
  const first = await createSilenceAs(priya, {}, key);
  expect([first.status, await first.json()]).toMatchObject([502, { outcome: "unknown" }]);
  expect(await active()).toHaveLength(1);
  const still = await createSilenceAs(priya, {}, key);
  expect([still.status, await still.json()]).toMatchObject([502, { outcome: "unknown" }]);
  deaf = false;
  meddle = () => undefined;
  expect((await createSilenceAs(priya, {}, key)).status).toBe(200);
  expect(await active()).toHaveLength(1);
  expect(await actions(since)).toEqual(["SILENCE_REQUESTED", "SILENCE_CREATED"]);
});

describe("the portal dies between the request and its outcome", () => {
  /** Never answered: for the database this looks like a process that is gone. */
  async function dyingRequest(arrives: boolean, send: () => Promise<Response>): Promise<() => Promise<Response>> {
    connect(60_000);
    let hangUp = () => {};
    const reached = new Promise<void>((resolve) => {
      meddle = (call, response, pass) => {
        if (call.method === "GET") return undefined;
        hangUp = () => void response.destroy();
        return (arrives ? pass() : Promise.resolve()).then(() => resolve());
      };
    });
    const response = send();
    await reached;
    meddle = () => undefined;
    return () => {
      hangUp();
      return response;
    };
  }

  test("after it arrived: shown as unknown, then found, once, and in the ledger for whom", async () => {
    const since = await ledgerSize();
    const wake = await dyingRequest(true, () => createSilenceAs(priya));
    expect((await silenceListAs(priya)).requests).toMatchObject([
      { kind: "create", by: `Test on_call <${priya.email}>`, reason: "Load test", underWay: true },
    ]);
    await settle(); // too early: it may be under way
    expect(await actions(since)).toEqual(["SILENCE_REQUESTED"]);
    await later();
    expect((await silenceListAs(priya)).requests).toMatchObject([{ underWay: false }]);
    await Promise.all([settle(), settle(), settle()]);
    const trail = await auditTrail(since);
    expect(trail.map((entry) => entry.action)).toEqual(["SILENCE_REQUESTED", "SILENCE_CREATED"]);
    const [silence] = await active();
    expect(trail[1]).toMatchObject({
      actor: { kind: "system" },
      subject: `silence:${silence?.id}`,
      detail: { requestedBy: "Test on_call", requestedById: priya.userId },
    });
    expect((await silenceListAs(priya)).silences[0]).toMatchObject({ id: silence?.id, verified: true });
    expect((await wake()).status).toBe(200); // one that only seemed dead changes nothing more
    expect(await actions(since)).toHaveLength(2);
  });

  test("before it arrived: failed, until it does turn up", async () => {
    const since = await ledgerSize();
    const wake = await dyingRequest(false, () => createSilenceAs(priya));
    await later();
    await settle();
    expect((await auditTrail(since))[1]).toMatchObject({
      action: "SILENCE_FAILED",
      outcome: "failure",
      detail: { words: "The request never arrived in Alertmanager." },
    });
    const { body } = between.calls.findLast((call) => call.method === "POST")!;
    const headers = { "content-type": "application/json" };
    await fetch(`${alertmanager.url}/api/v2/silences`, { method: "POST", headers, body });
    await settle();
    expect(await actions(since)).toEqual(["SILENCE_REQUESTED", "SILENCE_FAILED", "SILENCE_CREATED"]);
    await wake();
    expect(await actions(since)).toHaveLength(3);
  });

  test("while it extends or ends one", async () => {
    const { silenceId } = (await (await createSilenceAs(priya)).json()) as { silenceId: string };
    const since = await ledgerSize();
    const extended = await dyingRequest(true, () => extendSilenceAs(priya, silenceId));
    await later();
    await settle();
    const ended = await dyingRequest(true, () => expireSilenceAs(priya, silenceId));
    await later();
    await settle();
    expect(await actions(since)).toEqual([
      "SILENCE_REQUESTED",
      "SILENCE_EXTENDED",
      "SILENCE_REQUESTED",
      "SILENCE_EXPIRED",
    ]);
    await Promise.all([extended(), ended()]);
    const { silenceId: other } = (await (await createSilenceAs(priya)).json()) as { silenceId: string };
    const lost = await dyingRequest(false, () => expireSilenceAs(priya, other));
    await later();
    await settle();
    expect((await auditTrail(since)).at(-1)).toMatchObject({ action: "SILENCE_FAILED", subject: `silence:${other}` });
    await lost();
  });

  test("nothing is decided while an Alertmanager that may know is silent", async () => {
    const since = await ledgerSize();
    const wake = await dyingRequest(false, () => createSilenceAs(priya));
    await later();
    meddle = (_call, response) => response.destroy();
    await settle();
    expect(await actions(since)).toEqual(["SILENCE_REQUESTED"]);
    await wake();
  });
});

describe("J13 without its ledger the portal asks nothing of Alertmanager", () => {
  const takeLedger = () => database.sql("ALTER TABLE audit_head RENAME TO audit_head_gone");
  const giveLedger = () => database.sql("ALTER TABLE audit_head_gone RENAME TO audit_head");

  test("before: nothing is sent", async () => {
    const calls = between.calls.length;
    await takeLedger();
    const response = await createSilenceAs(priya).finally(giveLedger);
    expect(response.status).toBe(503);
    expect(between.calls.slice(calls).filter(({ method }) => method === "POST")).toEqual([]);
    expect(await database.prisma.silenceRequest.count()).toBe(0);
  });

  test("between: what happened is unknown, then found", async () => {
    const since = await ledgerSize();
    meddle = on("POST", async (_call, response, pass) => {
      const reply = await pass();
      await takeLedger();
      answer(response, reply.status, "application/json", await reply.text());
    });
    const response = await createSilenceAs(priya).finally(giveLedger);
    expect([response.status, await response.json()]).toMatchObject([503, { outcome: "unknown" }]);
    expect(await active()).toHaveLength(1);
    meddle = () => undefined;
    await later();
    await settle();
    expect(await actions(since)).toEqual(["SILENCE_REQUESTED", "SILENCE_CREATED"]);
    await vi.waitFor(async () => expect((await silenceListAs(priya)).requests).toEqual([]));
  });
});
