import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const folder = import.meta.dirname;
const file = path.join(folder, "alertmanager.yml");
const shipped = readFileSync(file, "utf8");
const config = parse(shipped);
const amtool = (args) => execFileSync("amtool", args, { encoding: "utf8", stdio: "pipe" });

/** Every alerting rule that is shipped, called as the table of routes calls it; those that no route can tell apart once. */
function shippedAlerts() {
  const rules = path.join(folder, "../prometheus/rules");
  const all = readdirSync(rules)
    .flatMap((name) => parse(readFileSync(path.join(rules, name), "utf8")).groups)
    .flatMap((group) => group.rules)
    .filter((rule) => rule.alert);
  const teamsOf = (name) => new Set(all.filter(({ alert }) => alert === name).map(({ labels }) => labels.team));
  const rows = all.map(({ alert, labels }) => ({
    row: teamsOf(alert).size > 1 ? `${alert} ${labels.team}` : alert,
    labels: { alertname: alert, ...labels },
  }));
  const routed = ({ row, labels }) => JSON.stringify([row, labels.severity, labels.team, labels.compliance]);
  return [...new Map(rows.map((one) => [routed(one), one])).values()];
}

const alerts = shippedAlerts();

function receiversOf(labels) {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return amtool(["config", "routes", "test", `--config.file=${file}`, ...pairs])
    .trim()
    .split(",");
}

test("Alertmanager accepts its configuration", () => {
  expect(amtool(["check-config", file])).toContain("1 templates");
});

describe("a mistake in a copy is refused", () => {
  test.each([
    ["a receiver that is not there", "receiver: platform-team", "receiver: platfrom-team"],
    ["the guide's body of a mail", "html: '{{ template \"email.default", "body: '{{ template \"email.default"],
    ["office hours that nobody defined", "[office-hours]", "[working-hours]"],
    ["a matcher that does not end", `'severity = "critical"'`, `'severity = "critical'`],
  ])("%s", (_name, right, wrong) => {
    expect(shipped).toContain(right);
    expect(() => checkCopy((copy) => writeFileSync(`${copy}/alertmanager.yml`, shipped.replace(right, wrong)))).toThrow(
      "failed to validate",
    );
  });

  test("a template that does not end", () => {
    const broken = '{{ define "email.late" }}{{ if .Alerts.Firing }}';
    expect(() => checkCopy((copy) => writeFileSync(`${copy}/templates/late.tmpl`, broken))).toThrow(
      "failed to validate",
    );
  });

  function checkCopy(spoil) {
    const copy = mkdtempSync(path.join(tmpdir(), "alertmanager-copy-"));
    try {
      cpSync(folder, copy, { recursive: true });
      spoil(copy);
      amtool(["check-config", `${copy}/alertmanager.yml`]);
    } finally {
      rmSync(copy, { recursive: true });
    }
  }
});

describe("who is told", () => {
  const table = parse(readFileSync(path.join(folder, "tests/routes.yml"), "utf8"));

  test("the table has a line for each alert, and no other", () => {
    expect(Object.keys(table.alerts).sort()).toEqual([...new Set(alerts.map(({ row }) => row))].sort());
  });

  test.each(alerts)("$row", ({ row, labels }) => {
    expect(receiversOf(labels)).toEqual(table.alerts[row]);
  });

  test.each(Object.entries(table.others))("%s", (labels, receivers) => {
    expect(receiversOf(Object.fromEntries(labels.split(" ").map((pair) => pair.split("="))))).toEqual(receivers);
  });
});

test("every template that a receiver names is defined", () => {
  const defined = readdirSync(path.join(folder, "templates"))
    .map((name) => readFileSync(path.join(folder, "templates", name), "utf8"))
    .flatMap((text) => [...text.matchAll(/\{\{ define "([^"]+)" \}\}/g)].map((match) => match[1]));
  const named = [...shipped.matchAll(/\{\{ template "([^"]+)"/g)].map((match) => match[1]);
  expect(named.filter((name) => !defined.includes(name))).toEqual([]);
  for (const team of ["critical", "default", "security", "platform", "product", "compliance"])
    expect(named).toEqual(expect.arrayContaining(["subject", "html", "text"].map((part) => `email.${team}.${part}`)));
});

test("what inhibits and what is inhibited are alerts that exist, and carry the label that is compared", () => {
  const labelsOf = (name) => alerts.find(({ labels }) => labels.alertname === name)?.labels;
  for (const { source_matchers: source, target_matchers: target, equal } of config.inhibit_rules) {
    const names = [...source, ...target]
      .filter((matcher) => matcher.startsWith("alertname ="))
      .flatMap((matcher) => /"(.+)"/.exec(matcher)[1].split("|"));
    for (const name of names)
      for (const label of equal) expect([name, labelsOf(name)?.[label]]).not.toContain(undefined);
  }
});

test("no secret is written down", () => {
  expect(shipped).not.toMatch(/^\s*(smtp_auth_password|slack_api_url|api_url|routing_key|credentials|password):/m);
});

test("the README names the route and the grouping by which PagerDuty's incidents are called", () => {
  const { route, receivers } = config;
  const paging = receivers.filter((receiver) => receiver.pagerduty_configs).map(({ name }) => name);
  const routes = route.routes.filter(({ receiver }) => paging.includes(receiver));
  expect(routes).toHaveLength(1);
  const [{ matchers, group_by: groupBy = route.group_by }] = routes;
  const key = `{}/{${matchers.map((matcher) => matcher.replaceAll(" ", "")).join(",")}}`;
  const readme = readFileSync(path.join(folder, "README.md"), "utf8");
  expect(readme).toContain(`PAGERDUTY_ROUTE='${key}'`);
  expect(readme).toContain(`PAGERDUTY_GROUP_BY=${groupBy.join(",")}`);
});
