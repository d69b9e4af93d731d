import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { alertmanagerConfig } from "./alertmanager-config.mjs";

const shipped = parse(readFileSync("deploy/alertmanager/alertmanager.yml", "utf8"));
const config = alertmanagerConfig({ portalUrl: "http://127.0.0.1:3000", tokenFile: "/run/token" });

test("the demo routes, inhibits and waits as shipped", () => {
  const { route, inhibit_rules, time_intervals, receivers } = config;
  expect({ route, inhibit_rules, time_intervals }).toEqual({
    route: shipped.route,
    inhibit_rules: shipped.inhibit_rules,
    time_intervals: shipped.time_intervals,
  });
  expect(receivers.map(({ name }) => name)).toEqual(shipped.receivers.map(({ name }) => name));
});

test("it tells the portal, and nobody outside", () => {
  const channels = config.receivers.flatMap(({ name, ...rest }) => Object.keys(rest).map((kind) => [name, kind]));
  expect(channels).toEqual([
    ["watchdog", "webhook_configs"],
    ["portal", "webhook_configs"],
  ]);
  for (const receiver of config.receivers)
    for (const webhook of receiver.webhook_configs ?? []) {
      expect(webhook.url).toBe("http://127.0.0.1:3000/api/ingest/alertmanager");
      expect(webhook.http_config.authorization.credentials_file).toBe("/run/token");
    }
});

test("Alertmanager accepts it, templates and all", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "demo-alertmanager-"));
  const file = path.join(folder, "alertmanager.yml");
  writeFileSync(file, stringify(config));
  expect(execFileSync("amtool", ["check-config", file], { encoding: "utf8" })).toContain("1 templates");
  rmSync(folder, { recursive: true });
});
