import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const folder = import.meta.dirname;
const prometheus = path.join(folder, "prometheus");
const alertmanager = path.join(folder, "alertmanager");
const inPrometheus = (file) => path.join(prometheus, file);

function run(program, args) {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")}: ${error.message}\n${error.stdout ?? ""}`);
  }
}

const alerts = parse(readFileSync(inPrometheus("rules/alerts.yml"), "utf8"))
  .groups.flatMap((group) => group.rules)
  .map((rule) => ({ name: rule.alert, ...rule }));

test("Prometheus accepts its configuration and its rules", () => {
  // As it is installed: it refuses a configuration whose secrets are not there.
  const installed = mkdtempSync(path.join(tmpdir(), "prometheus-config-"));
  cpSync(prometheus, installed, { recursive: true });
  const config = path.join(installed, "prometheus.yml");
  const token = path.join(installed, "portal-metrics-token");
  writeFileSync(token, "a token");
  writeFileSync(config, readFileSync(config, "utf8").replace("/etc/prometheus/secrets/portal-metrics-token", token));
  run("promtool", ["check", "config", config]);
  rmSync(installed, { recursive: true });
  run("promtool", [
    "check",
    "rules",
    "--lint-fatal",
    inPrometheus("rules/recording.yml"),
    inPrometheus("rules/alerts.yml"),
  ]);
});

test.each(["alerts", "compliance", "data-access"])("the rules pass their unit tests: %s", (name) => {
  expect(run("promtool", ["test", "rules", inPrometheus(`tests/${name}.test.yml`)])).toContain("SUCCESS");
});

test.each(alerts)("$name says how bad it is, whose it is and what to do", ({ labels, annotations }) => {
  expect(labels).toMatchObject({ severity: expect.any(String), team: expect.any(String), service: "medinovai" });
  expect(annotations.runbook_url).toMatch(/^https:\/\/docs\.medinovai\.example\/runbooks\/[a-z-]+$/);
});

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
