import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { Block } from "@/lib/runbooks/parse-blocks";
import { parseRunbook } from "@/lib/runbooks/parse-runbook";
import type { Span } from "@/lib/runbooks/parse-spans";

/** What every runbook says, in this order. */
const HEADINGS = ["Meaning", "Impact", "Diagnosis", "Mitigation", "Escalation"];
const FUNCTIONS = /^(histogram_quantile|sort_desc|\w+_over_time)$/;
const folder = path.join(import.meta.dirname, "runbooks");
const rulesFolder = path.join(folder, "../prometheus/rules");
const rulesText = readdirSync(rulesFolder).map((name) => readFileSync(path.join(rulesFolder, name), "utf8"));
const alerts = rulesText
  .flatMap((text) => parse(text).groups as { rules: { alert?: string; annotations?: Record<string, string> }[] }[])
  .flatMap((group) => group.rules)
  .filter((rule) => rule.alert !== undefined);
const runbooks = readdirSync(folder)
  .filter((file) => file.endsWith(".md"))
  .map((file) => path.basename(file, ".md"))
  .map((name) => ({ name, text: readFileSync(path.join(folder, `${name}.md`), "utf8") }))
  .map((file) => ({ ...file, runbook: parseRunbook(file.name, file.text) }));

const blocksOf = (name: string): Block[] =>
  runbooks.filter((one) => one.name === name).flatMap(({ runbook }) => runbook.sections.flatMap((part) => part.blocks));
const spansOf = (block: Block): Span[] => {
  if (block.kind === "code") return [];
  return block.kind === "list" ? block.items.flat() : block.spans;
};
const queriesOf = (name: string) =>
  blocksOf(name).flatMap((block) => (block.kind === "code" && block.language === "promql" ? [block.text] : []));

test("each alert has a runbook, and each runbook an alert", () => {
  const names = [...new Set(alerts.map(({ alert }) => alert))].sort();
  expect(runbooks.map(({ name }) => name).sort()).toEqual(names);
});

test.each(alerts)("$alert links its runbook", ({ alert, annotations }) => {
  expect(annotations?.runbook_url).toBe(`https://portal.medinovai.example/runbooks/${alert}`);
});

describe.each(runbooks)("$name", ({ name, text, runbook }) => {
  test("has its name, and every heading with something below it", () => {
    expect(text.split("\n")[0]).toBe(`# ${name}`);
    expect(runbook.sections.map(({ heading }) => heading)).toEqual(HEADINGS);
    for (const { heading, blocks } of runbook.sections) expect([heading, blocks.length]).not.toEqual([heading, 0]);
    expect(queriesOf(name).length).toBeGreaterThan(0);
  });

  test("is shown whole: nothing in it is Markdown that the portal does not know", () => {
    const shown = blocksOf(name).flatMap(spansOf);
    for (const span of shown) if (span.kind === "text") expect(span.text).not.toMatch(/\*\*|`|\]\(|^#|^\s*[*|>]|<\w/);
  });

  test("links only pages that are there", () => {
    for (const span of blocksOf(name).flatMap(spansOf)) {
      if (span.kind !== "link") continue;
      const [, other] = /^\/runbooks\/(\w+)$/.exec(span.href) ?? [];
      if (other) expect(runbooks.map((one) => one.name)).toContain(other);
      else expect(existsSync(pageOf(span.href))).toBe(true);
    }
  });
});

/** What draws an address: dashboards are one page for all. */
function pageOf(href: string): string {
  const [, dashboard] = /^\/dashboards\/(\w+)$/.exec(href) ?? [];
  return dashboard ? `lib/dashboards/definitions/${dashboard}.json` : path.join("app/(portal)", href, "page.tsx");
}

test("every query is one that Prometheus understands", () => {
  const scratch = mkdtempSync(path.join(tmpdir(), "runbooks-"));
  const rules = runbooks.flatMap(({ name }) =>
    queriesOf(name).map((expr, index) => ({ record: `runbook:${name}:query${index + 1}`, expr })),
  );
  const file = path.join(scratch, "queries.yml");
  writeFileSync(file, stringify({ groups: [{ name: "runbooks", rules }] }));
  const check = () => execFileSync("promtool", ["check", "rules", file], { encoding: "utf8", stdio: "pipe" });
  expect(check()).toContain(`SUCCESS: ${rules.length} rules found`);
  writeFileSync(file, readFileSync(file, "utf8").replace("rate(", "rate)"));
  expect(check).toThrow("parse error");
  rmSync(scratch, { recursive: true });
});

test("every query asks for series that somebody sends", () => {
  const dashboards = readdirSync("lib/dashboards/definitions").map((file) => `lib/dashboards/definitions/${file}`);
  const senders = ["demo/model/chatbot-series.mjs", "lib/telemetry/metrics.ts", ...dashboards];
  const known = [...rulesText, ...senders.map((file) => readFileSync(file, "utf8"))].join("\n");
  /** Prometheus' own, and those that its client library for Node sends by itself. */
  const standard = /^(ALERTS|scrape_samples_scraped|prometheus_\w+|process_\w+|nodejs_\w+)$/;
  for (const { name } of runbooks)
    for (const query of queriesOf(name)) {
      const metrics = query
        .replaceAll(/\{[^}]*\}|\[[^\]]*\]|\b(by|on) \([^)]*\)/g, "")
        .match(/\b[a-zA-Z_][\w:]*[_:][\w:]*\b|\bup\b/g);
      for (const metric of metrics ?? [])
        if (!FUNCTIONS.test(metric) && !standard.test(metric)) {
          const family = metric.replace(/_(bucket|sum|count)$/, "");
          expect([name, metric, known.includes(metric) || known.includes(family)]).toEqual([name, metric, true]);
        }
    }
});
