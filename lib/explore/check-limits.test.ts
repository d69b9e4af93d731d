import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { listDashboards } from "@/lib/dashboards/registry";
import { expandMacros } from "@/lib/query/expand-macros";
import { parseRunbook } from "@/lib/runbooks/parse-runbook";
import { runbookTexts } from "@/lib/runbooks/runbook-texts";
import { ACCEPTED, REFUSED } from "@/tests/support/explore-queries";
import { checkLimits } from "./check-limits";
import { parseQuery } from "./parse-query";
import { QueryRefused } from "./query-refused";

const E09_MS = 50;
const TRIES = 5;

interface RuleFile {
  groups: { rules: { alert?: string; expr: string }[] }[];
}

function reasonAgainst(query: string): string | null {
  try {
    checkLimits(parseQuery(query), query);
    return null;
  } catch (error) {
    if (error instanceof QueryRefused) return error.message;
    throw error;
  }
}

const short = (query: string) => query.slice(0, 60);

test.each(ACCEPTED.map((query) => [short(query), query]))("%s is sent on", (_, query) => {
  expect(reasonAgainst(query)).toBeNull();
});

test.each(REFUSED.map(([query, reason]) => [short(query), query, reason] as const))(
  "E09 %s is refused, within 50 ms",
  (_, query, reason) => {
    expect(reasonAgainst(query)).toMatch(reason);
    // The best of a few: what else the machine does is not the parser's doing.
    const times = Array.from({ length: TRIES }, () => {
      const began = performance.now();
      reasonAgainst(query);
      return performance.now() - began;
    });
    expect(Math.min(...times)).toBeLessThan(E09_MS);
  },
);

test.each([
  ['up +\n  {job=~".*"}', 7],
  ["sum(up))", 7],
  ["sum(", 4],
  ["rate(x[32d])", 5],
])("%j: the place is where the trouble begins", (query, at) => {
  try {
    checkLimits(parseQuery(query), query);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ name: "QueryRefused", at });
  }
});

test("the expression of every alert may be explored: its page links to it", () => {
  const files = readdirSync("deploy/prometheus/rules").filter((name) => name.endsWith(".yml"));
  const queries = files.flatMap((name) => {
    const { groups } = parse(readFileSync(`deploy/prometheus/rules/${name}`, "utf8")) as RuleFile;
    return groups.flatMap(({ rules }) => rules.flatMap(({ alert, expr }) => (alert ? [expr] : [])));
  });
  expect(queries.length).toBeGreaterThan(30);
  for (const query of queries) expect([query, reasonAgainst(query)]).toEqual([query, null]);
});

test("so may every query of a board, as it runs", () => {
  const values = { stepSeconds: 60, scrapeSeconds: 60, rangeSeconds: 3_600, end: Date.parse("2026-11-26T00:00:00Z") };
  const queries = listDashboards().flatMap((board) => {
    const variables = Object.fromEntries(board.variables.map(({ name }) => [name, ""]));
    return board.panels.flatMap(({ targets }) =>
      targets.flatMap((target) =>
        target.type === "prometheus" ? [expandMacros(target.expr, { ...values, variables })] : [],
      ),
    );
  });
  expect(queries.length).toBeGreaterThan(20);
  for (const query of queries) expect([query, reasonAgainst(query)]).toEqual([query, null]);
});

test("every query of a runbook may be explored", async () => {
  const queries = [...(await runbookTexts())].flatMap(([name, text]) =>
    parseRunbook(name, text).sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === "code" && block.language === "promql" ? [block.text] : [])),
    ),
  );
  expect(queries.length).toBeGreaterThan(50);
  for (const query of queries) expect([query, reasonAgainst(query)]).toEqual([query, null]);
});
