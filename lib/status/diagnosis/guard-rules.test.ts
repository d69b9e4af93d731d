import { expect, test } from "vitest";
import type { PrometheusRuleGroup } from "@/lib/datasources/prometheus/api-schema";
import { guardRules } from "./guard-rules";
import { judgeRules } from "./judge-rules";

const EMAIL = "jane.roe@example.com";
const failing = (name: string) =>
  ({ type: "alerting", name, query: "up", labels: {}, annotations: {}, health: "err" }) as const;

test("L01 a rule and its group are named without what their names say of a person", () => {
  const groups: PrometheusRuleGroup[] = [
    { name: "critical", interval: 15, rules: [failing(`Pager of ${EMAIL}`), failing("HighErrorRate")] },
    { name: EMAIL, interval: 15, rules: [failing("ServiceDown")] },
  ];
  const text = JSON.stringify(judgeRules("main", guardRules("main", groups), 0));
  expect(text).not.toContain(EMAIL);
  expect(text).toMatch(/Pager of ‹EMAIL:/);
  expect(text).toMatch(/ServiceDown \(group ‹EMAIL:/);
  expect(text).toContain("HighErrorRate (group critical)");
});
