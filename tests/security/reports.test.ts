import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET as fileRoute } from "@/app/api/reports/[reportId]/file/route";
import { POST as generateRoute } from "@/app/api/reports/route";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { CATALOGUE } from "@/lib/compliance/catalogue";
import { dayOf } from "@/lib/compliance/day";
import { monthOf, shiftMonth } from "@/lib/compliance/month";
import { generateReport } from "@/lib/compliance/report/generate";
import { renderReportFile } from "@/lib/compliance/report/render-file";
import { readStoredReport } from "@/lib/compliance/report/stored-report";
import { runDay } from "@/lib/compliance/run-day";
import { browserRequest, routeParams, signInAs } from "../support/actor-request";
import { appendOne } from "../support/append-entries";
import { auditTrail } from "../support/audit-trail";
import { contextOf } from "../support/context";
import { accessed, report as reportEvents, reported } from "../support/report-events";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

process.env.PORTAL_URL = "http://127.0.0.1:21791";

let database: ScratchDatabase;
const compliance = contextOf("compliance");
const thisMonth = monthOf(Date.now());

beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());

async function post(month: unknown) {
  const { cookie } = await signInAs("compliance");
  return generateRoute(browserRequest("/api/reports", { method: "POST", cookie, json: { month } }), routeParams());
}

describe("K03 what is asked for", () => {
  test.each(["2026-13", "../../x", "2026-00", "９", "2026-1", "", null, 202601])(
    "K03 the month %j is refused",
    async (month) => {
      expect((await post(month)).status).toBe(400);
    },
  );

  test("K03 a month to come is refused, and nothing is stored", async () => {
    expect((await post(shiftMonth(thisMonth, 1))).status).toBe(400);
    expect(await database.prisma.report.count()).toBe(0);
  });

  test("K03 the current month is marked partial, in the record and the envelope", async () => {
    const { id, partial } = await generateReport(compliance, thisMonth);
    expect(partial).toBe(true);
    expect((await readStoredReport(id)).record).toMatchObject({ partial: true, month: thisMonth });
  });

  test("K03 the file's name is made of month and version alone", async () => {
    const { id } = await generateReport(compliance, "2025-02");
    const { cookie } = await signInAs("compliance");
    const get = (format: string) =>
      fileRoute(browserRequest(`/api/reports/${id}/file?format=${format}`, { cookie }), routeParams({ reportId: id }));
    const response = await get("pdf");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="security-report-2025-02-v1.pdf"');
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect((await get("html")).status).toBe(400);
    expect((await get("pdf&format=csv")).status).toBe(400);
  });
});

test("K06 a report cannot be edited or removed; generating again makes a new version that names the old one", async () => {
  const first = await generateReport(compliance, "2025-03");
  for (const statement of ["UPDATE reports SET digest = ''", "DELETE FROM reports"])
    await expect(database.sql(statement)).rejects.toThrow(/append-only/);
  const second = await generateReport(compliance, "2025-03");
  expect(second).toMatchObject({ version: 2, replaces: { version: 1, digest: first.digest } });
  expect((await readStoredReport(first.id)).envelope.digest).toBe(first.digest);
});

test("K06 stored bytes that were changed behind the portal's back are not handed out", async () => {
  const { id } = await generateReport(compliance, "2025-04");
  await database.sql(`ALTER TABLE reports DISABLE TRIGGER ALL;
    UPDATE reports SET record = set_byte(record, 40, 65) WHERE id = '${id}'; ALTER TABLE reports ENABLE TRIGGER ALL`);
  await expect(renderReportFile(compliance, id, "json")).rejects.toMatchObject({ code: "unavailable" });
});

test("K07 one digest: of the file, in the pages, in the envelope and in the ledger", async () => {
  const { id, digest, auditSeq } = await generateReport(compliance, "2025-05");
  const json = await renderReportFile(compliance, id, "json");
  expect(createHash("sha256").update(json.bytes).digest("hex")).toBe(digest);
  const pdf = path.join(mkdtempSync(path.join(tmpdir(), "report-")), "report.pdf");
  writeFileSync(pdf, (await renderReportFile(compliance, id, "pdf")).bytes);
  expect(execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" })).toContain(`sha256:${digest}`);
  const structure = execFileSync("pdfinfo", ["-struct", pdf], { encoding: "utf8" });
  for (const element of ["Document", "H1", "H2", "Table", "TR", "TH", "TD"]) expect(structure).toContain(element);
  const [entry] = await auditTrail(BigInt(auditSeq ?? -1));
  expect(entry).toMatchObject({ action: "REPORT_GENERATED", subject: `report:${id}`, detail: { digest } });
});

test("the same month collected twice from the same state is the same bytes", async () => {
  const [first, second] = [await generateReport(compliance, "2025-06"), await generateReport(compliance, "2025-06")];
  expect(second.digest).toBe(first.digest);
});

describe("K09 months that trip programs", () => {
  test("K09 a month without anything is unknown with counts of zero, not complete", async () => {
    const { id } = await generateReport(compliance, "2024-02");
    const { record } = await readStoredReport(id);
    expect(record).toMatchObject({ partial: false, ledger: { entries: 0, first: null, quietHours: 696, hours: 696 } });
    expect(record.checks).toMatchObject({
      status: "unknown",
      counts: { verified: 0, failed: 0, unknown: CATALOGUE.length * 29 },
    });
    const csv = Buffer.from((await renderReportFile(compliance, id, "csv")).bytes).toString();
    expect(csv).toContain("check,month,,unknown,,rolled up\r\n");
  });

  test("K09 an entry exactly at the boundary belongs to the month that begins", async () => {
    await database.sql(`ALTER TABLE audit_entries DISABLE TRIGGER ALL;
      INSERT INTO audit_entries SELECT 1000000 + g, '2027-12-31 23:59:59.999Z'::timestamptz + g * interval '1 ms', 'LOGOUT', 'success',
      'user', 'x', 'x', NULL, 'r', body, prev_hash, hash FROM audit_entries, generate_series(0, 1) g WHERE seq = 0`);
    const later = { ...compliance, now: new Date("2028-03-02T00:00:00Z") };
    const entriesOf = async (month: string) =>
      (await readStoredReport((await generateReport(later, month)).id)).record.ledger.entries;
    expect(await entriesOf("2027-12")).toBe(1);
    expect(await entriesOf("2028-01")).toBe(1);
    await database.sql("DELETE FROM audit_entries WHERE seq >= 1000000; ALTER TABLE audit_entries ENABLE TRIGGER ALL");
    expect((await verifyLedger()).ok).toBe(true);
  });
});

test("the record tells what happened: sign-ins, denials, downloads, alerts, checks", async () => {
  await appendOne(compliance, { action: "LOGIN_FAILURE", outcome: "failure" });
  await appendOne(compliance, { action: "AUTHZ_DENIED", outcome: "denied" });
  const opened = new Date();
  const episode = {
    fingerprint: "f",
    source: "main",
    severity: "critical",
    labels: {},
    annotations: {},
    state: "firing",
    startsAt: opened,
    openedAt: opened,
  };
  // Given back since: whoever took it first counts all the same.
  const firstAckedAt = new Date(opened.getTime() + 90_000);
  await database.prisma.episode.createMany({
    data: [
      { ...episode, identity: "a", alertname: "(\\) %%EOF", firstAckedAt },
      { ...episode, identity: "b", alertname: "=cmd|' /C calc'!A0" },
    ],
  });
  const run = await runDay(compliance, dayOf(Date.now()));
  const { id } = await generateReport({ ...compliance, now: new Date(Date.now() + 1000) }, thisMonth);
  const { record } = await readStoredReport(id);
  expect(record.signIns.failed).toBeGreaterThan(0);
  expect(record.denials.permission).toBeGreaterThan(0);
  expect(record.exports.find((row) => row.resource === "report")?.count).toBeGreaterThan(0);
  expect(record.alerts).toMatchObject({
    fired: 2,
    acknowledged: 1,
    neverAcknowledged: 1,
    meanSecondsToAcknowledge: 90,
  });
  expect(record.checks.counts.verified).toBe(run.results.filter((result) => result.status === "pass").length);
  expect(record.exceptions.find((exception) => exception.checkId === "D2")).toMatchObject({
    reason: "NOT_CONFIGURED",
  });
  const csv = Buffer.from((await renderReportFile(compliance, id, "csv")).bytes).toString();
  expect(csv).toContain("'=cmd|");
});

test("K12 every download is in the ledger with its digest", async () => {
  const { id, digest } = await generateReport(compliance, "2025-07");
  await renderReportFile(compliance, id, "csv");
  expect((await auditTrail()).at(-1)).toMatchObject({
    action: "EXPORT_DATA",
    subject: `report:${id}`,
    detail: { digest, rows: 1 },
  });
});

test("a role that may read but not generate is refused, and so is one that may do neither", async () => {
  await expect(generateReport(contextOf("executive"), "2025-08")).rejects.toMatchObject({ code: "forbidden" });
  await expect(renderReportFile(contextOf("on_call"), crypto.randomUUID(), "pdf")).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("sign-ins that an emitter reports are in the ledger's figures, not in those of the portal's own", async () => {
  const reportNow = async () => {
    const now = { ...compliance, now: new Date(Date.now() + 1000) };
    return (await readStoredReport((await generateReport(now, thisMonth)).id)).record;
  };
  const before = await reportNow();
  await reportEvents([
    reported(1),
    reported(2, { event_type: "LOGIN_FAILURE" }),
    reported(3, { event_type: "AUTHZ_DENIED" }),
    { ...accessed(4), event_type: "EXPORT_DATA" },
  ]);
  const after = await reportNow();
  expect(after.signIns).toEqual(before.signIns);
  expect(after.denials).toEqual(before.denials);
  const reads = ({ ledger }: typeof after) => ledger.byAction.filter(({ action }) => action === "LOGIN_SUCCESS");
  expect(reads(after).reduce((sum, { count }) => sum + count, 0)).toBe(
    reads(before).reduce((sum, { count }) => sum + count, 0) + 1,
  );
  expect(after.exports).toContainEqual({ resource: "chatbot/conversation", count: 1, rows: 0 });
});
