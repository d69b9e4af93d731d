import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { leakingSources } from "@/lib/compliance/checks/leaking-sources";
import { dayBefore } from "@/lib/compliance/day";
import { storeRedactionCounts } from "@/lib/compliance/redactions/store-redaction-counts";
import { guardFor } from "@/lib/phi/guard";
import { redactionSource } from "@/lib/phi/redaction-source";
import { takeRedactionCounts } from "@/lib/phi/redaction-tally";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const SSN = "078-05-1123";
const DAY = new Date().toISOString().slice(0, 10);
const ingest = guardFor("ingest", { queries: "keep" });
const note = guardFor("note", { queries: "keep" });
const measure = (day = DAY) => leakingSources.measure(contextOf("compliance"), new AbortController().signal, day);

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  takeRedactionCounts();
  await database.prisma.redactionCount.deleteMany();
});
afterAll(() => database.close());

const stored = async () =>
  (await database.prisma.redactionCount.findMany({ where: { count: { gt: 0 } }, orderBy: { source: "asc" } })).map(
    ({ boundary, source, name, count }) => `${boundary} ${source} ${name} ${count}`,
  );

test("counts by day, boundary, source and class; what is added again is added up, by whichever replica", async () => {
  const redactTwice = () => {
    redactionSource.run("alertmanager main", () => ingest.text(`${SSN} and jane.roe@example.com`));
    note.text(SSN);
  };
  redactTwice();
  const other = takeRedactionCounts();
  expect(other).toHaveLength(3);
  redactTwice();
  await storeRedactionCounts(new Date());
  redactTwice();
  redactTwice();
  // Two at once, over the same rows.
  await Promise.all([storeRedactionCounts(new Date()), storeRedactionCounts(new Date())]);
  expect(await stored()).toEqual([
    "ingest alertmanager main EMAIL 3",
    "ingest alertmanager main SSN 3",
    "note portal SSN 3",
  ]);
  expect(JSON.stringify(await database.prisma.redactionCount.findMany(), (_, value) => String(value))).not.toContain(
    SSN,
  );
});

test("what cannot be stored now is stored with the next ones", async () => {
  ingest.text(SSN);
  await database.sql("ALTER TABLE redaction_counts RENAME TO redaction_counts_away");
  try {
    await expect(storeRedactionCounts(new Date())).rejects.toThrow();
  } finally {
    await database.sql("ALTER TABLE redaction_counts_away RENAME TO redaction_counts");
  }
  ingest.text(SSN);
  await storeRedactionCounts(new Date());
  expect(await stored()).toEqual(["ingest portal SSN 2"]);
});

test("D20 a day without a redaction passes only when it was counted", async () => {
  note.text(SSN);
  expect(await measure()).toMatchObject({ status: "pass", observed: { redactions: 0 } });
  expect(await measure(dayBefore(Date.now()))).toMatchObject({ status: "unknown", reasonCode: "NOT_COUNTED" });
});

test("D20 a source that leaks fails the day, and is named with what it sent", async () => {
  redactionSource.run("cloudwatch alarms", () => ingest.labels({ note: SSN, user: "jane.roe@example.com" }));
  const finding = await measure();
  expect(finding).toMatchObject({
    status: "fail",
    reasonCode: "SOURCE_LEAKS",
    nextStep: expect.stringContaining("cloudwatch alarms"),
    observed: {
      redactions: 2,
      sources: [
        "PHI redacted at ingest from cloudwatch alarms: 1 × EMAIL",
        "PHI redacted at ingest from cloudwatch alarms: 1 × SSN",
      ],
    },
  });
});
