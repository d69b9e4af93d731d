import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { rulesSchema, successSchema, targetsSchema } from "./api-schema";

function captured(version: string, name: string) {
  const file = path.join("tests/fixtures/captured", `prometheus-${version}`, `${name}.json`);
  return successSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

describe.each(["2.42", "3.5"])("Prometheus %s", (version) => {
  test("rules", () => {
    const { groups } = rulesSchema.parse(captured(version, "rules").data);
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.some((rule) => rule.type === "alerting" && rule.state !== undefined)).toBe(true);
    expect(rules.some((rule) => rule.type === "recording")).toBe(true);
  });

  test("targets", () => {
    const { activeTargets } = targetsSchema.parse(captured(version, "targets").data);
    expect(activeTargets.length).toBeGreaterThan(0);
    expect(activeTargets[0]?.labels.job).toBeTruthy();
  });
});

test("warnings come beside the data", () => {
  expect(captured("3.5", "query-warnings").warnings).toHaveLength(1);
  expect(captured("3.5", "query-limit").warnings).toEqual(["results truncated due to limit"]);
});
