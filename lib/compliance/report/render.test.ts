import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { envelopeOf, monthOf, recordOf } from "@/tests/support/report-fixture";
import { renderCsv } from "./render-csv";
import { renderPdf } from "./render-pdf";

const folder = mkdtempSync(path.join(process.env.REPORT_FOLDER ?? tmpdir(), "report-"));
const HOSTILE =
  "(\\) %%EOF endobj /JavaScript /OpenAction =HYPERLINK(1) <iframe src=file:///etc/passwd> 😀🦠 مرحبا \u202egnp \u0007\n\u001b[31m ünï";

function textOf(pdf: Buffer, name: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, pdf);
  return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
}

const mixed = monthOf("2026-10", (check, day) => {
  if (check === 0) return day === 8 ? "fail" : "pass";
  if (day < 2) return "not_run";
  return check % 3 === 0 ? "pass" : "unknown";
});

test("the pages say counts, period, zone, digest and page numbers", async () => {
  const record = recordOf(mixed);
  const envelope = envelopeOf(record);
  const text = textOf(await renderPdf(record, envelope), "mixed.pdf");
  const { verified, failed, unknown } = mixed.counts;
  for (const count of [verified, failed, unknown]) expect(text).toContain(String(count));
  expect(text).toContain("2026-10-01 00:00 UTC to 2026-11-01 00:00 UTC, 744 h");
  expect(text.replace(/\s/g, "")).toContain(envelope.digest);
  const pages = Number(/Page 1 of (\d+)/.exec(text)?.[1]);
  expect(text).toContain(`Page ${pages} of ${pages}`);
  expect(text.match(/Monthly security rule report, October 2026, version 1, UTC/g)).toHaveLength(pages);
});

test("the same record gives the same bytes", async () => {
  const record = recordOf(mixed);
  const envelope = envelopeOf(record);
  expect((await renderPdf(record, envelope)).equals(await renderPdf(record, envelope))).toBe(true);
  expect(renderCsv(record)).toBe(renderCsv(record));
});

test("K04 hostile text stays text: the file parses and does nothing", async () => {
  const record = recordOf(mixed, HOSTILE);
  const pdf = await renderPdf(record, envelopeOf(record));
  const text = textOf(pdf, "hostile.pdf");
  expect(text).toContain("(\\) %%EOF endobj /JavaScript /OpenAction");
  expect(text).toContain("U+1F9A0"); // a character the font lacks is named, not an empty box
  const skeleton = pdf
    .toString("latin1")
    .replace(/stream\r?\n[\s\S]*?endstream/g, "")
    .replace(/\((?:\\[\s\S]|[^\\()])*\)/g, "");
  expect(skeleton).not.toMatch(/\/(JS|JavaScript|OpenAction|AA|URI|Launch|EmbeddedFile)\b/);
  expect(execFileSync("pdfinfo", ["-js", path.join(folder, "hostile.pdf")], { encoding: "utf8" }).trim()).toBe("");
});

test("K05 markup in the data appears literally", async () => {
  const record = recordOf(mixed, HOSTILE);
  expect(textOf(await renderPdf(record, envelopeOf(record)), "markup.pdf")).toContain("<iframe");
  expect(renderCsv(record)).toContain("<iframe src=file:///etc/passwd>");
});

test("K10 what was not measured is never printed as good", async () => {
  for (const month of [monthOf("2026-10", () => "not_run"), monthOf("2026-10", () => "unknown")]) {
    const record = recordOf(month);
    const text = textOf(await renderPdf(record, envelopeOf(record)), "unknown.pdf");
    const csv = renderCsv(record);
    expect(text).toMatch(/Verified\s+Failed\s+Unknown/);
    for (const output of [text, csv]) {
      expect(output).not.toMatch(/HIPAA.compliant|compliant|100\s?%|\bgreen\b|certified/i);
      expect(output.toLowerCase()).toContain("unknown");
    }
    expect(csv.match(/^check,D\d+,2026-10-\d\d,unknown,/gm)).toHaveLength(20 * 31);
    expect(csv).not.toMatch(/^check,.*,pass,/m);
  }
});

test("a long month goes on over pages, with the table's head on each", async () => {
  const record = recordOf(mixed);
  record.ledger.byAction = Array.from({ length: 120 }, (_, index) => ({
    action: `ACTION_${index}`,
    outcome: "success",
    count: index,
  }));
  const text = textOf(await renderPdf(record, envelopeOf(record)), "long.pdf");
  expect(text).toContain("ACTION_119");
  expect(text.match(/Outcome\s+Entries/g)?.length).toBeGreaterThan(2);
});
