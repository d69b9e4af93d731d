import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as get } from "@/app/api/silences/[silenceId]/route";
import { replaceAlertmanagers } from "@/lib/alertmanager/configured";
import type { UserActor } from "@/lib/auth/actor";
import { type Permission, ROLES, roleHas } from "@/lib/auth/permissions";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { createSilence } from "@/lib/silences/create-silence";
import { expireSilence } from "@/lib/silences/expire-silence";
import { extendSilence } from "@/lib/silences/extend-silence";
import { listSilences } from "@/lib/silences/list-silences";
import { previewSilence } from "@/lib/silences/preview-silence";
import { acknowledgeAs } from "../support/acknowledge-request";
import { browserRequest, routeParams, type SignedInPerson, signInAs } from "../support/actor-request";
import { startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { contextOf } from "../support/context";
import { deliver, firing } from "../support/deliver";
import { PAYLOADS } from "../support/payloads";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import {
  createSilenceAs,
  expireSilenceAs,
  extendSilenceAs,
  matcher,
  previewSilenceAs,
  silenceAs,
  silenceListAs,
} from "../support/silence-request";

let database: ScratchDatabase;
let alertmanager: TestAlertmanager;
let http: UpstreamHttp;
let priya: SignedInPerson;

beforeAll(async () => {
  database = await openScratchDatabase();
  priya = await signInAs("on_call");
  alertmanager = await startAlertmanager({ webhook: "http://127.0.0.1:9", token: "none" });
  http = createUpstreamHttp({ name: "main", url: alertmanager.url, headers: {} }, 5_000);
  replaceAlertmanagers([http]);
});
beforeEach(async () => {
  for (const { id, status } of await alertmanager.silences())
    if (status.state !== "expired") await alertmanager.expire(id);
});
afterAll(async () => {
  await http.close();
  await alertmanager.close();
  await database.close();
});

const active = async () => (await alertmanager.silences()).filter(({ status }) => status.state === "active");
const idOf = async (response: Response) => ((await response.json()) as { silenceId: string }).silenceId;
const write = (silence: object) =>
  fetch(`${alertmanager.url}/api/v2/silences`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ startsAt: new Date(), endsAt: new Date(Date.now() + 600_000), ...silence }),
  });

describe("who may do what", () => {
  const matchers = [matcher("alertname", "HighErrorRate")];
  const input = { matchers, minutes: 5, reason: "Load test" };

  test.each(ROLES)("B01 %s, in the route and in the verb alike", async (role) => {
    const person = await signInAs(role);
    const ctx = contextOf(role);
    const since = await ledgerSize();
    const may = (permission: "silence:read" | "silence:write") => roleHas(role, permission);
    const allowed = (error: unknown) => (error as { code?: string }).code !== "forbidden";
    const verb = (call: Promise<unknown>) => call.then(() => true, allowed);

    expect(await verb(listSilences(ctx))).toBe(may("silence:read"));
    expect(await verb(previewSilence(ctx, { matchers }))).toBe(may("silence:read"));
    expect(await verb(createSilence(ctx, input, null))).toBe(may("silence:write"));
    expect(await verb(extendSilence(ctx, randomUUID(), { minutes: 5, reason: "Longer" }, null))).toBe(
      may("silence:write"),
    );
    expect(await verb(expireSilence(ctx, randomUUID(), { reason: "It is over" }, null))).toBe(may("silence:write"));
    expect(await active()).toHaveLength(may("silence:write") ? 1 : 0);

    const statuses = [
      (await previewSilenceAs(person, matchers)).status,
      (await createSilenceAs(person)).status,
      (await expireSilenceAs(person, randomUUID())).status,
      (await extendSilenceAs(person, randomUUID())).status,
    ];
    const write = may("silence:write");
    expect(statuses).toEqual([
      may("silence:read") ? 200 : 403,
      write ? 200 : 403,
      write ? 404 : 403,
      write ? 404 : 403,
    ]);
    const denied = (await auditTrail(since)).filter((entry) => entry.action === "AUTHZ_DENIED");
    expect(denied).toHaveLength(statuses.filter((status) => status === 403).length);
  });

  test("a machine, the system and a token without the scope are refused", async () => {
    const permissions = new Set(["silence:write" as const]);
    for (const actor of [
      { kind: "machine", name: "ci", permissions } as const,
      { kind: "system", name: "job", permissions } as const,
    ])
      await expect(createSilence({ ...contextOf("admin"), actor }, input, null)).rejects.toMatchObject({
        code: "forbidden",
      });
    const narrowed = contextOf("admin");
    const actor = { ...narrowed.actor, permissions: new Set(["silence:read" as const]) };
    await expect(createSilence({ ...narrowed, actor }, input, null)).rejects.toMatchObject({ code: "forbidden" });
    expect(await active()).toEqual([]);
  });
});

test("B05 a token without security alerts does not learn of them from what a preview would hold back", async () => {
  const labels = (alertname: string, team: string) => ({ alertname, severity: "page", team });
  const alerts = [labels("One", "a"), labels("Two", "a"), labels("Secret", "security")];
  await alertmanager.post(alerts.map((each) => ({ labels: each })));
  await deliver(alerts.map((each) => firing(each.alertname, 5, each)));
  const whole = contextOf("on_call");
  const permissions = new Set<Permission>(["silence:read", "alert:read"]);
  const narrowed = { ...whole, actor: { ...(whole.actor as UserActor), permissions } };
  const matchers = [{ name: "team", value: "a", isRegex: false, isEqual: true }];
  expect(await previewSilence(whole, { matchers })).toMatchObject({ hit: 2, wholeSeverities: [] });
  expect(await previewSilence(narrowed, { matchers })).toMatchObject({ hit: 2, wholeSeverities: ["page"] });
});

test("a silence acknowledges nothing, and an acknowledgement silences nothing", async () => {
  await deliver([firing("HighErrorRate")]);
  const { id } = await database.prisma.episode.findFirstOrThrow({ where: { alertname: "HighErrorRate" } });
  await createSilenceAs(priya);
  expect(await database.prisma.episode.findUnique({ where: { id } })).toMatchObject({
    state: "firing",
    acknowledgedAt: null,
  });
  await expireSilenceAs(priya, (await active())[0]!.id);
  expect((await acknowledgeAs(priya, id)).status).toBe(200);
  expect(await active()).toEqual([]);
});

describe("G01 stored payloads are text", () => {
  test.each(PAYLOADS)("%j as matcher, reason and ledger entry", async (payload) => {
    const since = await ledgerSize();
    const reason = `reason ${payload}`;
    const response = await createSilenceAs(priya, { matchers: [matcher("alertname", payload)], reason });
    expect(response.status).toBe(200);
    const { silence } = await silenceAs(priya, await idOf(response));
    expect(silence).toMatchObject({ matchers: [{ name: "alertname", value: payload }], reason: reason.trim() });
    const [requested] = await auditTrail(since);
    expect(requested?.detail).toMatchObject({ reason: reason.trim() });
  });

  test("as author and words of somebody else", async () => {
    for (const payload of PAYLOADS)
      expect((await write({ matchers: [matcher("a", payload)], createdBy: payload, comment: payload })).status).toBe(
        200,
      );
    const { silences } = await silenceListAs(priya);
    for (const payload of PAYLOADS)
      expect(silences.find(({ author }) => author === payload)).toMatchObject({ reason: payload, verified: false });
  });
});

test("G08 labels named like object internals are data", async () => {
  for (const name of ["__proto__", "constructor", "toString"]) {
    const response = await createSilenceAs(priya, {
      matchers: [JSON.parse(`{"name":"${name}","value":"x","isRegex":false,"isEqual":true}`)],
    });
    expect((await silenceAs(priya, await idOf(response))).silence.matchers).toMatchObject([{ name, value: "x" }]);
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test("I08 ids that do not exist or are no ids", async () => {
  const bad = ["'", "../status", "1e9", '{"not":""}', "%00", "a".repeat(5_000), "00000000-0000-0000-0000-00000000000g"];
  for (const silenceId of bad) {
    const path = `/api/silences/${encodeURIComponent(silenceId)}`;
    const read = await get(browserRequest(path, { cookie: priya.cookie }), routeParams({ silenceId }));
    expect([silenceId, read.status]).toEqual([silenceId, 400]);
  }
  expect((await expireSilenceAs(priya, randomUUID())).status).toBe(404);
  const id = await idOf(await createSilenceAs(priya));
  expect((await expireSilenceAs(priya, id.toUpperCase())).status).toBe(200);
});

test.each([
  ["NUL", "Load\u0000test"],
  ["half a pair", "Load\ud800test"],
  ["blanks", "          "],
])("I10 a reason with %s is refused", async (_what, reason) => {
  expect((await createSilenceAs(priya, { reason })).status).toBe(400);
});

test("I10 a body without end is refused before it is read", async () => {
  expect((await createSilenceAs(priya, { reason: "x".repeat(1_000_000) })).status).toBe(413);
});

test("the author is the session's, on one line, whatever the person is called", async () => {
  const odd = await signInAs("on_call");
  await database.prisma.user.update({ where: { id: odd.userId }, data: { name: "Eve\r\nAdmin <root@example.test>" } });
  await createSilenceAs(odd);
  expect((await active())[0]?.createdBy).toBe(`Eve Admin <root@example.test> <${odd.email}>`);
});

test("no answer holds an address of Alertmanager", async () => {
  const { host, port } = new URL(alertmanager.url);
  const texts = [
    JSON.stringify(await silenceListAs(priya)),
    await (await previewSilenceAs(priya, [matcher("a", "(", "=~")])).text(),
  ];
  replaceAlertmanagers([createUpstreamHttp({ name: "main", url: "http://127.0.0.1:9", headers: {} }, 500)]);
  texts.push(await (await createSilenceAs(priya)).text(), JSON.stringify(await silenceListAs(priya)));
  replaceAlertmanagers([http]);
  for (const text of texts) for (const secret of [host, `:${port}`, "127.0.0.1"]) expect(text).not.toContain(secret);
});
