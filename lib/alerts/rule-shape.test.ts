import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ruleShape } from "./rule-shape";

const shape = (expr: string) => {
  const { drawn, threshold, whole } = ruleShape(expr);
  return [drawn, threshold && `${threshold.operator} ${threshold.value}`, whole];
};

test.each([
  ["a > 5", ["a", "> 5", true]],
  ["a>=-1.5e3", ["a", ">= -1500", true]],
  ["5 < a", ["a", "> 5", true]],
  ["(sum by (job) (rate(x[5m])) > 0.01)", ["sum by (job) (rate(x[5m]))", "> 0.01", true]],
  ["(a) > (b)", ["(a)", null, true]],
  ["a > 1 and b > 2", ["a", "> 1", false]],
  ["up == 0 or absent(up)", ["up", "== 0", false]],
  ["(up == 0 or absent(up)) and on () c > 0", ["up", "== 0", false]],
  ["a unless b", ["a", null, false]],
  ['a{x="> 5 and"} < 3', ['a{x="> 5 and"}', "< 3", true]],
  ['a{x!="b", y=~"c"} / (d > 0) > 0.9', ['a{x!="b", y=~"c"} / (d > 0)', "> 0.9", true]],
  ["a > bool 5", ["a", null, true]],
  ["a > 2 * b", ["a", null, true]],
  ["a # > 5\n", ["a # > 5", null, true]],
  ["a > 1 > 2", ["a > 1 > 2", null, true]],
  ["absent(up)", ["absent(up)", null, true]],
  ["vector(1)", ["vector(1)", null, true]],
  ["> 5", ["> 5", null, true]],
  ["", ["", null, true]],
  ["(((", ["(((", null, true]],
  ["or_total > 3", ["or_total", "> 3", true]],
])("%s", (expr, expected) => expect(shape(expr)).toEqual(expected));

test("of each shipped rule something is drawn that has no comparison at its end", () => {
  const folder = path.join(process.cwd(), "deploy/prometheus/rules");
  const rules = readdirSync(folder)
    .filter((file) => /\.ya?ml$/.test(file))
    .flatMap((file) => (parse(readFileSync(path.join(folder, file), "utf8")) as RuleFile).groups)
    .flatMap((group) => group.rules)
    .filter((rule) => rule.alert !== undefined);
  expect(rules.length).toBeGreaterThan(10);
  for (const { expr } of rules) {
    const { drawn } = ruleShape(expr);
    expect(drawn).not.toBe("");
    expect(ruleShape(drawn).drawn).toBe(drawn);
  }
});

interface RuleFile {
  groups: { rules: { alert?: string; expr: string }[] }[];
}
