import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getPerformance } from "@/lib/alerts/performance/get-performance";
import type { PerformanceView } from "@/lib/alerts/performance/performance-view";
import { ROLE_PERMISSIONS } from "@/lib/auth/permissions";
import { signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { contextOf } from "../support/context";
import { storeEpisode } from "../support/outbox";
import { askPerformance } from "../support/performance-request";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
});
afterAll(() => database.close());

/** RFC 4180, quotes and all. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

describe("who sees what", () => {
  test("B01 B02 alerts of the security and compliance teams are in no figure of those who may not know them", async () => {
    // What the database opens in this very millisecond may be past a period that ends now.
    const openedAt = new Date(Date.now() - 1_000);
    for (const team of ["security", "Compliance", "platform"])
      await storeEpisode({ team, severity: `of-${team}`, openedAt });
    await storeEpisode({ team: "ai", severity: "hipaa", labels: { alertname: "X", compliance: "hipaa" }, openedAt });
    const all = await getPerformance(contextOf("executive"), query());
    expect([all.total?.episodes, all.withoutSecurity]).toEqual([4, false]);
    const permissions = ROLE_PERMISSIONS.executive.filter((name) => name !== "security-alert:read");
    const context = contextOf("executive");
    const limited = {
      ...context,
      actor: { ...context.actor, permissions: new Set(permissions) } as typeof context.actor,
    };
    const some = await getPerformance(limited, query());
    expect([some.total?.episodes, some.withoutSecurity]).toEqual([1, true]);
    expect(JSON.stringify([some.bySeverity, some.byTeam])).not.toMatch(/security|compliance|hipaa/i);
    expect(some.byWeek.reduce((sum, { figures }) => sum + (figures?.episodes ?? 0), 0)).toBe(1);
  });

  test.each(["executive", "on_call", "security", "compliance"] as const)(
    "B01 %s sees the team's figures and nobody's own",
    async (role) => {
      const person = await signInAs(role);
      expect((await askPerformance(person, "")).status).toBe(200);
      expect((await askPerformance(person, "/people")).status).toBe(403);
    },
  );

  test("B07 product sees neither", async () => {
    const person = await signInAs("product");
    for (const which of ["", "/file", "/people"] as const)
      expect((await askPerformance(person, which)).status).toBe(403);
  });

  test("no person's name is in the figures or the file", async () => {
    await storeEpisode({
      acknowledgedBy: "Ann Private",
      firstAckedAt: new Date(),
      firstAckedById: (await signInAs("on_call")).userId,
    });
    const person = await signInAs("admin");
    const texts = [
      await (await askPerformance(person, "")).text(),
      await (await askPerformance(person, "/file")).text(),
    ];
    for (const text of texts) expect(text).not.toMatch(/Ann Private|Test on_call/);
  });

  test("whoever looks at people's figures is in the ledger, each time", async () => {
    const admin = await signInAs("admin");
    const since = await ledgerSize();
    for (const zone of ["UTC", "Europe/Berlin"])
      expect((await askPerformance(admin, "/people", { zone })).status).toBe(200);
    expect(await auditTrail(since)).toMatchObject([
      { action: "MEMBER_PERFORMANCE_VIEWED", actor: { id: admin.userId }, detail: { zone: "UTC" } },
      { action: "MEMBER_PERFORMANCE_VIEWED", actor: { id: admin.userId }, detail: { zone: "Europe/Berlin" } },
    ]);
  });

  test("what cannot be recorded is not shown", async () => {
    const admin = await signInAs("admin");
    await database.sql(
      "ALTER TABLE audit_entries ADD CONSTRAINT broken CHECK (action <> 'MEMBER_PERFORMANCE_VIEWED') NOT VALID",
    );
    const answer = await askPerformance(admin, "/people");
    await database.sql("ALTER TABLE audit_entries DROP CONSTRAINT broken");
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('"people"');
  });
});

function query() {
  return { from: "now-30d", to: "now", zone: "UTC" };
}

test.each([
  [{ from: "now", to: "now-1d" }],
  [{ from: "2026-13-01T00:00:00Z" }],
  [{ from: "now-10y" }],
  [{ zone: "Mars/Olympus" }],
  [{ zone: "'; DROP TABLE episodes; --" }],
  [{ from: "x".repeat(41) }],
  [{ team: "platform" }],
])("E06 %j is refused in words", async (wrong) => {
  const person = await signInAs("executive");
  for (const which of ["", "/file"] as const) {
    const answer = await askPerformance(person, which, wrong as Record<string, string>);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  }
});

describe("the file", () => {
  async function file(person: { cookie: string }, asked: Record<string, string> = {}) {
    const answer = await askPerformance(person, "/file", asked);
    return { answer, rows: parseCsv(await answer.clone().text()) };
  }

  test("K01 K02 hostile names come back as text, numbers as numbers, and every row has every column", async () => {
    const hostile = ["=cmd|' /C calc'!A0", "+1", "-5", "@x", "\t=1", "＝1+1", 'say "no", ok\r\nnext'];
    for (const team of hostile) await storeEpisode({ team, severity: team });
    const { answer, rows } = await file(await signInAs("executive"));
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const [header = [], ...lines] = rows;
    expect(lines.every((row) => row.length === header.length)).toBe(true);
    const names = lines.filter((row) => row[3] === "team").map((row) => row[4]);
    expect(new Set(names)).toEqual(new Set(hostile.map((name) => (name.startsWith("say") ? name : `'${name}`))));
    for (const row of lines) for (const cell of row.slice(6)) expect(cell).toMatch(/^(\d+(\.\d+)?)?$/);
  });

  test("K03 says the period and the zone in every row, and units in the header", async () => {
    await storeEpisode();
    const asked = { from: "2026-10-20T00:00:00Z", to: "2026-11-02T00:00:00Z", zone: "Europe/Berlin" };
    const { answer, rows } = await file(await signInAs("executive"), asked);
    expect(answer.headers.get("content-disposition")).toBe(
      'attachment; filename="alert-performance-2026-10-20-2026-11-02.csv"',
    );
    const [header = [], total = []] = rows;
    expect(total.slice(0, 4)).toEqual([
      "2026-10-20T02:00:00+02:00",
      "2026-11-02T01:00:00+01:00",
      "Europe/Berlin",
      "all",
    ]);
    expect(header.filter((name) => /mean|median|p90|max/.test(name)).every((name) => name.endsWith("_seconds"))).toBe(
      true,
    );
    expect(rows.filter((row) => row[3] === "week").map((row) => [row[0], row[5]])).toEqual([
      ["2026-10-19T00:00:00+02:00", "partial"],
      ["2026-10-26T00:00:00+01:00", "whole"],
      ["2026-11-02T00:00:00+01:00", "partial"],
    ]);
  });

  test("K10 what is not known is empty, never zero", async () => {
    await storeEpisode();
    const asked = { from: "2020-01-01T00:00:00Z", to: "2020-02-01T00:00:00Z" };
    const { rows } = await file(await signInAs("executive"), asked);
    for (const row of rows.slice(1)) expect(row.slice(6).join("")).toBe("");
    const recent = await file(await signInAs("executive"));
    const [header = [], total = []] = recent.rows;
    const cell = (name: string) => total[header.indexOf(name)];
    expect([cell("alerts"), cell("time_to_acknowledge_samples"), cell("time_to_acknowledge_mean_seconds")]).toEqual([
      "1",
      "0",
      "",
    ]);
  });

  test("its figures are those of the page", async () => {
    for (let count = 0; count < 6; count++) {
      const openedAt = new Date(Date.now() - 7_200_000);
      const firstAckedAt = new Date(openedAt.getTime() + count * 61_500);
      await storeEpisode({ openedAt, firstAckedAt, startsAt: openedAt, team: "platform" });
    }
    const person = await signInAs("executive");
    const view = (await (await askPerformance(person, "")).json()) as PerformanceView;
    const { rows } = await file(person);
    const [header = [], total = []] = rows;
    const cell = (name: string) => Number(total[header.indexOf(name)]);
    const { mean, median, p90, max } = view.total!.toAcknowledge;
    expect([mean, median, p90, max]).toEqual([153.75, 153.75, 276.75, 307.5]);
    expect(["mean", "median", "p90", "max"].map((name) => cell(`time_to_acknowledge_${name}_seconds`))).toEqual([
      mean,
      median,
      p90,
      max,
    ]);
  });

  test("K12 is in the ledger, and a sixth within the hour is refused, on whichever replica", async () => {
    const [person, other] = [await signInAs("executive"), await signInAs("security")];
    const since = await ledgerSize();
    const answers = await Promise.all(Array.from({ length: 8 }, () => askPerformance(person, "/file")));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    const wait = Number(refused?.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(3_500);
    expect(wait).toBeLessThanOrEqual(3_600);
    expect((await askPerformance(other, "/file")).status).toBe(200);
    expect((await askPerformance(person, "")).status).toBe(200);
    const trail = await auditTrail(since);
    expect(trail.filter(({ actor }) => actor.id === person.userId)).toHaveLength(5);
    expect(trail[0]).toMatchObject({
      action: "EXPORT_DATA",
      subject: "alert-performance:csv",
      detail: { format: "csv", zone: "UTC", withoutSecurity: false },
    });
  });
});
