import { expect, test } from "vitest";
import { csvRow } from "./csv-row";

const FORMULAS = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\tx",
  "\rx",
  "\0=x",
  "＝1",
  "＋1",
  "－1",
  "＠x",
  "  =1",
  '"=1',
  "' =1",
  "\nx",
];

test.each(FORMULAS)("K01 the text %j cannot run as a formula", (text) => {
  const row = csvRow([text, "end"]);
  expect(row.replace(/^"/, "").startsWith("'")).toBe(true);
  expect(parseCsv(row)).toEqual([[`'${text}`, "end"]]);
});

test("K01 numbers stay numbers", () => {
  expect(csvRow([-5, 0.5, null])).toBe("-5,0.5,\r\n");
});

test.each(['a "quoted" text', "a,b", "two\r\nlines", "lone\nfeed", "", "ünï 😀 عربى"])(
  "K02 %j comes back from an RFC 4180 parser",
  (text) => {
    expect(parseCsv(csvRow([text, "end"]))).toEqual([[text, "end"]]);
  },
);

/** RFC 4180, to the letter. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (let at = 0; at < text.length; ) {
    const row: string[] = [];
    for (;;) {
      const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(text.slice(at));
      if (!match) throw new Error(`not RFC 4180 at ${at}`);
      at += match[0].length;
      row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
      if (match[3] !== ",") break;
    }
    rows.push(row);
  }
  return rows;
}
