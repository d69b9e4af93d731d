import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const folder = import.meta.dirname;
const alertmanager = path.join(folder, "alertmanager");

function run(program, args) {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")}: ${error.message}\n${error.stdout ?? ""}`);
  }
}

test("Alertmanager accepts its configuration", () => {
  expect(run("amtool", ["check-config", path.join(alertmanager, "alertmanager.yml")])).toContain("1 templates");
});

test.each([
  ["alertname=Watchdog severity=none team=platform", "portal,none"],
  ["severity=critical compliance=hipaa team=compliance", "portal,compliance-team,critical-alerts"],
  ["severity=warning compliance=hipaa team=compliance", "portal,compliance-team,none"],
  ["severity=critical team=security", "portal,security-team,critical-alerts"],
  ["severity=warning team=security", "portal,security-team,none"],
  ["severity=critical team=platform", "portal,critical-alerts"],
  ["severity=warning team=platform", "portal,platform-team"],
  ["severity=warning team=ai", "portal,product-team"],
  ["severity=warning", "portal,default"],
])("an alert with %s reaches %s", (labels, receivers) => {
  const config = path.join(alertmanager, "alertmanager.yml");
  const output = run("amtool", ["config", "routes", "test", `--config.file=${config}`, ...labels.split(" ")]);
  expect(output.trim()).toBe(receivers);
});

test("the README names the route and the grouping by which PagerDuty's incidents are called", () => {
  const { route, receivers } = parse(readFileSync(path.join(alertmanager, "alertmanager.yml"), "utf8"));
  const paging = receivers.filter((receiver) => receiver.pagerduty_configs).map(({ name }) => name);
  const routes = route.routes.filter(({ receiver }) => paging.includes(receiver));
  expect(routes).toHaveLength(1);
  const [{ matchers, group_by: groupBy = route.group_by }] = routes;
  const key = `{}/{${matchers.map((matcher) => matcher.replaceAll(" ", "")).join(",")}}`;
  const readme = readFileSync(path.join(alertmanager, "README.md"), "utf8");
  expect(readme).toContain(`PAGERDUTY_ROUTE='${key}'`);
  expect(readme).toContain(`PAGERDUTY_GROUP_BY=${groupBy.join(",")}`);
});
