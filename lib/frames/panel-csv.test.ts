import { expect, test } from "vitest";
import { isoInZone } from "@/lib/time/iso-in-zone";
import { frameOf, NOW, okTarget, panelOf, resultOf } from "@/tests/support/panel-fixtures";
import { panelCsv } from "./panel-csv";

test("times carry the zone's offset, numbers stay numbers, gaps stay empty", () => {
  const result = resultOf([okTarget([frameOf([-1.5, null], "p95")])]);
  expect(panelCsv(panelOf(), result, "Europe/Berlin")).toBe(
    "time,series,unit,value\r\n2026-11-23T14:59:00+01:00,p95,seconds,-1.5\r\n2026-11-23T15:00:00+01:00,p95,seconds,\r\n",
  );
});

test("K01 a series name that a spreadsheet would run is kept as text", () => {
  for (const name of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1"]) {
    const line = panelCsv(panelOf(), resultOf([okTarget([frameOf([1], name)])]), "UTC").split("\r\n")[1];
    expect(line?.split(",")[1]?.replace(/^"/, "")).toBe(`'${name}`);
  }
});

test("K02 quotes, commas and line breaks survive", () => {
  const name = 'a "b", c\nd';
  const csv = panelCsv(panelOf(), resultOf([okTarget([frameOf([1], name)])]), "UTC");
  expect(csv).toContain('"a ""b"", c\nd"');
});

test.each([
  ["UTC", "2026-11-23T14:00:00Z"],
  ["Asia/Kolkata", "2026-11-23T19:30:00+05:30"],
  ["America/St_Johns", "2026-11-23T10:30:00-03:30"],
])("an instant in %s", (zone, text) => {
  expect(isoInZone(NOW, zone)).toBe(text);
});
