import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET as getAlert } from "@/app/api/alerts/[episodeId]/route";
import { GET as listAlerts } from "@/app/api/alerts/route";
import { GET as getSummary } from "@/app/api/alerts/summary/route";
import { GET as getAnnotations } from "@/app/api/annotations/route";
import { acknowledge } from "@/lib/alerts/acknowledge";
import { listEpisodes } from "@/lib/alerts/list-episodes";
import { episodeListQuerySchema } from "@/lib/alerts/list-query";
import type { UserActor } from "@/lib/auth/actor";
import { type Permission, ROLES, type Role, roleHas } from "@/lib/auth/permissions";
import type { RouteHandler } from "@/lib/http/define-route";
import { browserRequest, routeParams, signInAs } from "../support/actor-request";
import { appendOne } from "../support/append-entries";
import { contextOf } from "../support/context";
import { deliver, firing, resolved } from "../support/deliver";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

/** Alerts that only the security and compliance teams, and whoever answers for them, may know of. */
const HIDDEN = ["ByTeam", "ByTeamCase", "ByTeamTab", "ByTeamWide", "ByComplianceTeam", "ByLabel"];
const SHOWN = ["Plain", "NoTeam", "Named_security"];

let database: ScratchDatabase;
const idOf = new Map<string, string>();

beforeAll(async () => {
  database = await openScratchDatabase();
  await deliver([firing("ByTeam", 90, { team: "security" })]);
  await deliver([resolved("ByTeam", 90, 60, { team: "security" })]);
  await deliver([
    firing("ByTeam", 30, { team: "security" }),
    firing("ByTeamCase", 30, { team: " Security" }),
    firing("ByTeamTab", 30, { team: "security\t" }),
    firing("ByTeamWide", 30, { team: "\u00a0\u3000Compliance\ufeff\u2003\n" }),
    firing("ByComplianceTeam", 30, { team: "compliance" }),
    firing("ByLabel", 30, { compliance: "hipaa" }),
    firing("Plain", 30),
    firing("Named_security", 30, { service: "security" }),
    { ...firing("NoTeam", 30), labels: { alertname: "NoTeam", severity: "critical" } },
  ]);
  for (const { id, alertname } of await database.prisma.episode.findMany({ where: { resolvedAt: null } }))
    idOf.set(alertname, id);
  await acknowledge(contextOf("on_call"), { episodeId: idOf.get("ByLabel")!, ifVersion: null, idempotencyKey: null });
});
afterAll(() => database.close());

async function read<T>(
  handler: RouteHandler,
  role: Role,
  path: string,
  params = {},
): Promise<{ status: number; body: T }> {
  const { cookie } = await signInAs(role);
  const response = await handler(browserRequest(path, { cookie }), routeParams(params));
  return { status: response.status, body: (await response.json()) as T };
}

interface Listed {
  episodes: { alertname: string }[];
  groups: { key: string; count: number }[];
  total: number;
  teams: string[];
}

describe.each(ROLES)("B05 %s", (role) => {
  const sees = roleHas(role, "security-alert:read");
  const expected = [...(sees ? HIDDEN : []), ...SHOWN].sort();

  test("the product role is the one without them", () => expect(sees).toBe(role !== "product"));

  test("the list, its groups, its counts and its teams", async () => {
    for (const group of ["need", "alertname", "severity", "team"]) {
      const { body } = await read<Listed>(listAlerts, role, `/api/alerts?group=${group}`);
      expect(body.episodes.map(({ alertname }) => alertname).sort()).toEqual(expected);
      expect(body.total).toBe(expected.length);
      expect(body.groups.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
      expect(body.teams.some((team) => /security|compliance/i.test(team))).toBe(sees);
    }
    const all = await read<Listed>(listAlerts, role, "/api/alerts?state=all");
    expect(all.body.total).toBe(expected.length + (sees ? 1 : 0));
  });

  test.each([
    "q=ByTeam",
    "q=team%3Dsecurity",
    "q=compliance%3Dhipaa",
    "q=compliance",
    "team=security",
    "only=security&group=team",
  ])("a search for %s", async (search) => {
    const { body } = await read<Listed>(listAlerts, role, `/api/alerts?${search}`);
    if (!sees) expect(body).toMatchObject({ episodes: [], groups: [], total: 0 });
    else if (search !== "q=compliance") expect(body.total).toBeGreaterThan(0);
  });

  test("the counts of the badge", async () => {
    const { body } = await read<{ open: number; critical: number }>(getSummary, role, "/api/alerts/summary");
    expect(body).toMatchObject({ open: expected.length, critical: expected.length });
  });

  test("one alert by its id, with its other episodes", async () => {
    for (const [alertname, id] of idOf) {
      const { status, body } = await read<unknown>(getAlert, role, `/api/alerts/${id}`, { episodeId: id });
      expect([alertname, status]).toEqual([alertname, sees || SHOWN.includes(alertname) ? 200 : 404]);
      if (status === 404) expect(JSON.stringify(body)).not.toMatch(/ByTeam|ByLabel|security/);
    }
  });

  test("the marks on the boards", async () => {
    const edges = new URLSearchParams({
      from: new Date(Date.now() - 7_200_000).toISOString(),
      to: new Date(Date.now() + 1_000).toISOString(),
    });
    const { body } = await read<{ annotations: { title: string }[] }>(
      getAnnotations,
      role,
      `/api/annotations?${edges}`,
    );
    const titles = body.annotations.map(({ title }) => title);
    for (const alertname of SHOWN) expect(titles).toContain(alertname);
    expect(titles.some((title) => /ByTeam|ByLabel|ByCompliance/.test(title))).toBe(sees);
  });
});

test("B04 the timeline tells an alert's hashes, and those of what inhibits it, to those who see machines", async () => {
  const hash = "0123456789abcdef";
  const id = idOf.get("Plain")!;
  const alert = { identity: "i", inhibitedBy: [hash], silencedBy: [], mutedBy: [] };
  await appendOne(contextOf("admin"), {
    action: "EPISODE_SUPPRESSED",
    subject: { type: "episode", id },
    detail: { ...alert, fingerprint: hash },
  });
  for (const role of ROLES) {
    const { body } = await read<{ timeline: unknown }>(getAlert, role, `/api/alerts/${id}`, { episodeId: id });
    const limited = role === "product" || role === "executive";
    expect([role, JSON.stringify(body).includes(hash)]).toEqual([role, !limited]);
  }
});

describe("a token whose scopes leave out security alerts", () => {
  const whole = contextOf("on_call");
  const permissions = new Set<Permission>(["alert:read", "alert:acknowledge"]);
  const narrowed = { ...whole, actor: { ...(whole.actor as UserActor), permissions } };

  test("lists what the product role sees", async () => {
    const { episodes } = await listEpisodes(narrowed, episodeListQuerySchema.parse({}));
    expect(episodes.map(({ alertname }) => alertname).sort()).toEqual([...SHOWN].sort());
  });

  test("is not told the answer that its person's browser was given under the same key", async () => {
    const request = { ifVersion: null, idempotencyKey: "given-to-the-browser" };
    const secret = { ...request, episodeId: idOf.get("ByTeamTab")! };
    await database.prisma.user.create({
      data: { id: (whole.actor as UserActor).userId, email: "w@example.test", name: "W", role: "on_call" },
    });
    await acknowledge(whole, secret);
    await expect(acknowledge(narrowed, secret)).rejects.toMatchObject({ code: "not_found" });
    const plain = { ...request, episodeId: idOf.get("Named_security")!, idempotencyKey: "another-of-the-browser" };
    expect((await acknowledge(whole, plain)).episode.fingerprint).not.toBe("");
    expect((await acknowledge(narrowed, plain)).episode.fingerprint).toBe("");
  });

  test("acknowledges nothing else", async () => {
    const episodeId = idOf.get("ByTeam")!;
    const request = { episodeId, ifVersion: null, idempotencyKey: null };
    await expect(acknowledge(narrowed, request)).rejects.toMatchObject({ code: "not_found" });
    expect(await database.prisma.episode.findUnique({ where: { id: episodeId } })).toMatchObject({ state: "firing" });
  });
});
