import { expect, test } from "vitest";
import { parseRunbook } from "@/lib/runbooks/parse-runbook";
import { runbookTexts } from "@/lib/runbooks/runbook-texts";
import { ACCEPTED, REFUSED } from "@/tests/support/explore-queries";
import { checkLimits } from "./check-limits";
import { parseQuery } from "./parse-query";
import { QueryRefused } from "./query-refused";

const E09_MS = 50;
const TRIES = 5;

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

test("the place is where the trouble begins", () => {
  const query = 'up +\n  {job=~".*"}';
  try {
    checkLimits(parseQuery(query), query);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ at: query.indexOf("{") });
  }
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
