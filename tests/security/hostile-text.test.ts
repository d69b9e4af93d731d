import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET as accessTokens, POST as createToken } from "@/app/api/access-tokens/route";
import { GET as alerts } from "@/app/api/alerts/route";
import { GET as annotations } from "@/app/api/annotations/route";
import { GET as auditEntries } from "@/app/api/audit/entries/route";
import { GET as auditExport } from "@/app/api/audit/export/route";
import { GET as complianceDay } from "@/app/api/compliance/days/[day]/route";
import { POST as annotate } from "@/app/api/ingest/annotations/route";
import { POST as createMember, GET as members } from "@/app/api/members/route";
import { episodeListQuerySchema } from "@/lib/alerts/list-query";
import { parseAuditPage } from "@/lib/audit/page-query";
import type { RouteHandler } from "@/lib/http/define-route";
import { browserRequest, routeParams, signInAs } from "../support/actor-request";
import { INGEST_TOKEN } from "../support/deliver";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
let cookie: string;
let auditorCookie: string;

beforeAll(async () => {
  database = await openScratchDatabase();
  cookie = (await signInAs("admin")).cookie;
  auditorCookie = (await signInAs("compliance")).cookie;
});
afterAll(() => database.close());

const get = async (handler: RouteHandler, address: string, params: Record<string, string> = {}) =>
  (
    await handler(
      browserRequest(address, { cookie: handler.access === "audit:export" ? auditorCookie : cookie }),
      routeParams(params),
    )
  ).status;
const post = async (handler: RouteHandler, address: string, json: unknown) =>
  (await handler(browserRequest(address, { method: "POST", cookie, json }), routeParams())).status;
const mark = async (fields: Record<string, unknown>) => {
  const headers = { authorization: `Bearer ${INGEST_TOKEN}` };
  const json = { kind: "deployment", title: "2.4.1", ...fields };
  return (await annotate(browserRequest("/api/ingest/annotations", { method: "POST", headers, json }), routeParams()))
    .status;
};

const ID = "00000000-0000-4000-8000-000000000000";
const DAY = "to=2026-11-22T00:00:00Z";
const LATER = "2099-01-01T00:00:00Z";

describe("H05 what the database cannot hold is a 400", () => {
  test.each<[string, RouteHandler]>([
    ["/api/alerts?severity=%00", alerts],
    ["/api/alerts?team=a%00b", alerts],
    ["/api/alerts?only=%00", alerts],
    ["/api/alerts?group=alertname&only=a%00", alerts],
    [`/api/alerts?cursor=0_-99999999999999_${ID}`, alerts],
    [`/api/annotations?from=0000-01-01T00:00:00Z&${DAY}`, annotations],
    [`/api/annotations?from=0001-01-01T00:00:00%2B23:59&${DAY}`, annotations],
    ["/api/audit/entries?actor=%00", auditEntries],
    ["/api/audit/entries?subject=%00", auditEntries],
    ["/api/audit/export?format=csv&actor=%00", auditExport],
    ["/api/audit/export?format=ndjson&subject=a%00", auditExport],
  ])("H05 GET %s", async (address, handler) => {
    expect(await get(handler, address)).toBe(400);
  });

  test("H05 the same addresses with text that can be held are answered", async () => {
    expect(await get(alerts, `/api/alerts?severity=critical&team=a&cursor=0_99999999999999_${ID}`)).toBe(200);
    expect(await get(alerts, `/api/alerts?cursor=0_-62104060800000_${ID}`)).toBe(200);
    expect(await get(auditExport, "/api/audit/export?format=csv&actor=a")).toBe(200);
    expect(await get(annotations, `/api/annotations?from=2026-11-21T00:00:00Z&${DAY}`)).toBe(200);
    expect(await get(auditEntries, "/api/audit/entries?actor=a&subject=member:")).toBe(200);
    expect(await get(accessTokens, "/api/access-tokens")).toBe(200);
    expect(await get(members, "/api/members")).toBe(200);
  });

  test("H05 the pages show everything instead", () => {
    expect(episodeListQuerySchema.safeParse({ severity: "\u0000" }).success).toBe(false);
    expect(parseAuditPage({ actor: "\u0000" })).toMatchObject({
      filter: {},
      problem: expect.stringContaining("actor"),
    });
  });

  test.each(["x\u0000y", "x\ud800y", " "])("H05 the name %j of a member or a token", async (name) => {
    const person = { email: "nul@example.test", name, role: "product", password: "correct horse battery" };
    expect(await post(createMember, "/api/members", person)).toBe(400);
    const token = { name, scopes: ["alert:read"], expiresInDays: 1 };
    expect(await post(createToken, "/api/access-tokens", token)).toBe(400);
  });

  test.each([
    { at: "0000-01-01T00:00:00Z" },
    { at: "0001-01-01T00:00:00+23:59" },
    { at: "9999-12-31T23:59:59-23:59" },
    { at: "1969-12-31T23:59:59Z" },
    { endAt: "9999-12-31T23:59:59-23:59" },
    { at: LATER, endAt: "2026-11-22T00:00:00Z" },
    { endAt: "2020-01-01T00:00:00Z" },
    { title: "a\u0000b" },
    { detail: "a\ud800" },
  ])("H05 the mark %j", async (fields) => {
    expect(await mark(fields)).toBe(400);
  });

  test("H05 a mark within the bounds is taken", async () => {
    expect(await mark({ endAt: LATER, detail: "" })).toBe(200);
  });
});

test.each(["0001-01-01", "1969-12-31", "2019-12-31"])("E06 the day %s before any portal is a 400", async (day) => {
  expect(await get(complianceDay, `/api/compliance/days/${day}`, { day })).toBe(400);
});
