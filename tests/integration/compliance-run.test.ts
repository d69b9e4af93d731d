import { afterAll, beforeAll, expect, test } from "vitest";
import { CATALOGUE } from "@/lib/compliance/catalogue";
import { dailyCheckJob } from "@/lib/compliance/daily-check-job";
import { dayBefore, dayBounds, dayOf } from "@/lib/compliance/day";
import type { DayRun } from "@/lib/compliance/day-view";
import { getMonth } from "@/lib/compliance/get-month";
import { runDay } from "@/lib/compliance/run-day";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

process.env.PORTAL_URL = "http://127.0.0.1:21790"; // nobody listens there

let database: ScratchDatabase;
const compliance = contextOf("compliance");
const today = dayOf(Date.now());
const yesterday = dayBefore(Date.now());
const chainOf = (run: DayRun) => run.results.find((result) => result.checkId === "D1");

beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());

test("a run stores every line of the catalogue, and only what was measured passes", async () => {
  const run = await runDay(compliance, today);
  expect(run.results).toHaveLength(CATALOGUE.length);
  const statusOf = (id: string) => run.results.find((result) => result.checkId === id);
  expect(statusOf("D11")).toMatchObject({ status: "unknown", reasonCode: "NOT_CONFIGURED" });
  expect(statusOf("D12")).toMatchObject({ status: "unknown", reasonCode: "NO_PLAIN_REFUSAL" });
  expect(statusOf("D5")).toMatchObject({ status: "unknown", reasonCode: "NOT_MEASURED_YET" });
  expect(run).toMatchObject({ status: "unknown", version: 1, startedBy: "Test compliance" });
  const entry = await database.prisma.auditEntry.findUniqueOrThrow({ where: { seq: BigInt(run.auditSeq ?? -1) } });
  expect(entry).toMatchObject({ action: "COMPLIANCE_CHECK_RUN", outcome: "success" });
});

test("the first check of an empty ledger is unknown, the next one passes", async () => {
  const first = await runDay(compliance, today, { version: 1 });
  const second = await runDay(compliance, today, { version: 2 });
  expect(chainOf(first)).toMatchObject({ status: "unknown", reasonCode: "LEDGER_EMPTY" });
  expect(chainOf(second)).toMatchObject({ status: "pass", observed: { externalAnchor: "not configured" } });
});

test("the same version asked for again is the run that exists; a version too far is a conflict", async () => {
  const again = await runDay(compliance, today, { version: 2 });
  expect(again.versions).toBe(2);
  await expect(runDay(compliance, today, { version: 9 })).rejects.toMatchObject({ code: "conflict" });
});

test("a day before the first entry is unknown, however well the chain holds now", async () => {
  for (const day of ["2026-01-05", dayBefore(dayBounds(yesterday).start)])
    expect(chainOf(await runDay(compliance, day))).toMatchObject({
      status: "unknown",
      reasonCode: "LEDGER_BEGAN_LATER",
      nextStep: expect.stringContaining(`The ledger begins on ${today}`),
      observed: { entriesToDayEnd: 0, ledgerBegins: today },
    });
});

test("a day that the ledger covers is judged on the entries up to its end only", async () => {
  const before = await database.prisma.auditEntry.count();
  const tomorrow = { ...compliance, now: new Date(dayBounds(today).end + 60_000) };
  expect(chainOf(await runDay(tomorrow, today))).toMatchObject({
    status: "pass",
    observed: { entriesToDayEnd: before, entriesOfDay: before },
  });
  const next = dayOf(tomorrow.now.getTime());
  expect(chainOf(await runDay(tomorrow, next))).toMatchObject({ status: "pass", observed: { entriesOfDay: 0 } });
});

test("a finding of the moment stands for a day until 24 hours after its end", async () => {
  const reasonAt = async (now: number) => {
    const run = await runDay({ ...compliance, now: new Date(now) }, "2026-01-05");
    return run.results.find((result) => result.checkId === "D11")?.reasonCode;
  };
  const { end } = dayBounds("2026-01-05");
  expect(await reasonAt(end + 15 * 60_000)).toBe("NOT_CONFIGURED");
  expect(await reasonAt(end + 86_400_000 - 60_000)).toBe("NOT_CONFIGURED");
  expect(await reasonAt(end + 86_400_001)).toBe("MEASURED_TOO_LATE");
});

test("a broken chain fails the day and names the entry", async () => {
  await database.sql(
    "ALTER TABLE audit_entries DISABLE TRIGGER ALL; UPDATE audit_entries SET action = 'LOGOUT' WHERE seq = 1",
  );
  const run = await runDay(compliance, today);
  expect(run.status).toBe("fail");
  expect(run.results[0]).toMatchObject({ checkId: "D1", status: "fail", observed: { firstBadEntry: 1 } });
});

test("what is found now is no evidence for a day long gone", async () => {
  const run = await runDay(compliance, "2026-01-05");
  expect(run.results.find((result) => result.checkId === "D11")).toMatchObject({ reasonCode: "MEASURED_TOO_LATE" });
});

test("a broken chain is a failure whatever the day: its times prove nothing", async () => {
  expect(chainOf(await runDay(compliance, "2026-01-05"))).toMatchObject({ status: "fail", reasonCode: "CHAIN_BROKEN" });
});

test("a day to come is refused, and so is a role without the permission", async () => {
  await expect(runDay(compliance, "2099-01-01")).rejects.toMatchObject({ code: "bad_request" });
  await expect(runDay(contextOf("admin"), today)).rejects.toMatchObject({ code: "forbidden" });
});

test.each(["compliance_runs", "check_results"])("K06 the evidence in %s is append-only", async (table) => {
  await expect(database.sql(`UPDATE ${table} SET status = 'pass'`)).rejects.toThrow(/append-only/);
  await expect(database.sql(`DELETE FROM ${table}`)).rejects.toThrow(/append-only/);
});

test("the job runs yesterday once, and not before 00:15 UTC", async () => {
  const job = (now: Date) =>
    dailyCheckJob.run({
      ...compliance,
      now,
      actor: { kind: "system", name: "daily-check", permissions: new Set(["compliance:run"]) },
    });
  const runs = () => database.prisma.complianceRun.count({ where: { day: yesterday } });
  await job(new Date(`${today}T00:14:59Z`));
  expect(await runs()).toBe(0);
  await job(new Date(`${today}T00:15:00Z`));
  await job(new Date(`${today}T00:20:00Z`));
  expect(await runs()).toBe(1);
});

test("the month counts a day that was not run as unknown, and one that is not over not at all", async () => {
  const now = new Date("2026-02-03T12:00:00Z");
  const month = await getMonth({ ...compliance, now }, "2026-02");
  expect(month.status).toBe("unknown");
  expect(month.counts).toEqual({ verified: 0, failed: 0, unknown: 2 * CATALOGUE.length, notApplicable: 0 });
  expect(month.days.map((day) => day.status).slice(0, 4)).toEqual(["not_run", "not_run", "not_due", "not_due"]);
});
