import { expect, test } from "vitest";
import { parseAuditPage } from "./page-query";

test.each([
  [{ from: "zzz" }, "“zzz” is not a day or an instant for from"],
  [{ to: "2026-02-31" }, "“2026-02-31” is not a day or an instant for to"],
  [{ action: "NOTHING" }, "“NOTHING” is not known for action"],
  [{ outcome: ["success", "denied"] }, "“success,denied” is not known for outcome"],
  [{ frm: "2026-11-01" }, "“frm” is not a filter"],
  [{ before: "1", after: "2" }, "give before or after, not both"],
  [{ entry: "zzz" }, "“zzz” is not the number of an entry"],
])("the address %o says what was not understood", (search, problem) => {
  expect(parseAuditPage(search).problem).toBe(problem);
});

test("what was not understood leaves the whole log; empty fields and good ones are no problem", () => {
  expect(parseAuditPage({ from: "zzz", actor: "Ada" }).filter).toEqual({});
  expect(parseAuditPage({ from: "", to: "2026-11-22", entry: "7", zone: "Europe/Berlin" })).toMatchObject({
    problem: undefined,
    entry: 7,
    filter: { to: "2026-11-23T00:00:00.000Z" },
  });
});
