import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse, parseAllDocuments, stringify } from "yaml";

const folder = import.meta.dirname;
const scratch = mkdtempSync(path.join(tmpdir(), "prometheus-config-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const read = (file) => parse(readFileSync(path.join(folder, file), "utf8"));
const ruleFiles = readdirSync(path.join(folder, "rules"));
const testFiles = readdirSync(path.join(folder, "tests"));
const alertsIn = (file) => read(`rules/${file}`).groups.flatMap(({ rules }) => rules.filter(({ alert }) => alert));
const alerts = ruleFiles.flatMap(alertsIn);
const tests = testFiles.flatMap((file) => read(`tests/${file}`).tests);

/** Standard output, and what went wrong; promtool writes what differs to standard error. */
function promtool(...args) {
  try {
    return {
      output: execFileSync("promtool", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),
      failed: false,
    };
  } catch (error) {
    return { output: `${error.stdout ?? ""}${error.stderr ?? ""}${error.code ?? ""}`, failed: true };
  }
}

/** As it is installed: promtool refuses a configuration whose secrets are not there. */
function installed(name, config) {
  const place = path.join(scratch, name);
  mkdirSync(place);
  cpSync(path.join(folder, "rules"), path.join(place, "rules"), { recursive: true });
  const token = path.join(place, "token");
  writeFileSync(token, "a token");
  const file = path.join(place, "prometheus.yml");
  writeFileSync(
    file,
    stringify(config)
      .replaceAll(/(credentials_file): .*/g, `$1: ${token}`)
      .replaceAll(/ca_file: .*\n/g, "insecure_skip_verify: true\n"),
  );
  return file;
}

function withoutDiscovery(config) {
  const files = { file_sd_configs: [{ files: ["targets/any.yml"] }] };
  const plain = ({ kubernetes_sd_configs, file_sd_configs, static_configs, relabel_configs, ...rest }) => ({
    ...rest,
    ...files,
  });
  return {
    ...config,
    alerting: { alertmanagers: config.alerting.alertmanagers.map(plain) },
    scrape_configs: config.scrape_configs.map(plain),
  };
}

test("Prometheus accepts its configuration", () => {
  const { output, failed } = promtool("check", "config", installed("static", read("prometheus.yml")));
  expect(failed, output).toBe(false);
  expect(output.match(/SUCCESS: \d+ rules found/g)).toHaveLength(ruleFiles.length);
});

test("it accepts the one for Kubernetes, with discovery where this build has it", () => {
  const config = read("prometheus.kubernetes.yml");
  const plain = promtool("check", "config", installed("kubernetes-plain", withoutDiscovery(config)));
  expect(plain.failed, plain.output).toBe(false);
  const whole = promtool("check", "config", installed("kubernetes", config));
  // Debian 12 builds without it, and says so: anything else is our fault.
  if (whole.failed) expect(whole.output).toMatch(/field kubernetes_sd_configs not found|unknown.*kubernetes/);
});

test("both read the same rules, and the jobs that rules and boards know are scraped alike", () => {
  const [files, discovered] = ["prometheus.yml", "prometheus.kubernetes.yml"].map((file) =>
    withoutDiscovery(read(file)),
  );
  const { scrape_configs: jobs, ...rest } = discovered;
  expect({ ...rest, scrape_configs: jobs.slice(0, files.scrape_configs.length) }).toEqual(files);
});

test("every port that the shipped services have is kept by a job of the one for Kubernetes", () => {
  const base = path.join(folder, "../kubernetes/base");
  const ports = readdirSync(base)
    .flatMap((file) => parseAllDocuments(readFileSync(path.join(base, file), "utf8")).map((one) => one.toJS()))
    .filter((resource) => resource?.kind === "Service")
    .flatMap(({ metadata, spec }) => spec.ports.map(({ name }) => `${metadata.name};${name}`));
  expect(ports.length).toBeGreaterThan(1);
  const kept = read("prometheus.kubernetes.yml")
    .scrape_configs.flatMap(({ relabel_configs: rules = [] }) => rules.filter(({ action }) => action === "keep"))
    .map(({ regex }) => new RegExp(`^(?:${regex})$`));
  expect(ports.filter((port) => !kept.some((regex) => regex.test(port)))).toEqual([]);
});

test("Prometheus accepts every rule, and no linter complains", () => {
  const { output, failed } = promtool(
    "check",
    "rules",
    "--lint-fatal",
    ...ruleFiles.map((file) => path.join(folder, "rules", file)),
  );
  expect(failed, output).toBe(false);
});

test.each(testFiles)("the rules pass their unit tests: %s", (file) => {
  const { output, failed } = promtool("test", "rules", path.join(folder, "tests", file));
  expect(failed, output).toBe(false);
  expect(output).toContain("SUCCESS");
});

const namesOf = (list) => [...new Set(list.map(({ alert }) => alert))];

test.each(namesOf(alerts))("%s is tested: it fires, it keeps still, in three tests or more", (name) => {
  const asked = tests.map((one) => (one.alert_rule_test ?? []).filter(({ alertname }) => alertname === name));
  const used = asked.filter((checks) => checks.length > 0);
  expect(used.length).toBeGreaterThanOrEqual(3);
  const counts = used.flat().map(({ exp_alerts: expected }) => expected.length);
  expect(Math.max(...counts)).toBeGreaterThan(0);
  if (name !== "Watchdog") expect(Math.min(...counts)).toBe(0);
});

test.each(alerts.map((rule) => [rule.labels.metric ?? rule.alert, rule]))(
  "%s says how bad it is, whose it is and what to do",
  (_, rule) => {
    const { alert, labels, annotations } = rule;
    expect(labels).toMatchObject({ severity: expect.any(String), team: expect.any(String), service: "medinovai" });
    expect(annotations.summary).toBeTruthy();
    expect(annotations.runbook_url).toBe(`https://portal.medinovai.example/runbooks/${alert}`);
    // The address is written as in the rules: the README's command changes both.
    expect(annotations.dashboard_url.replace("https://portal.medinovai.example", "")).toMatch(
      /^\/(dashboards\/[a-z]+|alerts|status)$/,
    );
  },
);

/** The tests of a rule file have its name; these are in other files, too. */
const TESTS = { security: ["security", "data-access"], recording: ["critical", "business"] };
const NEVER = "vector(0) > 1";
const ALWAYS = "vector(1)";
const named = (file) => file.replace(".yml", "");

/** The rules as they are, but with this expression in all of one file. */
function broken(file, expr) {
  const place = mkdtempSync(path.join(scratch, "broken-"));
  for (const part of ["rules", "tests"]) cpSync(path.join(folder, part), path.join(place, part), { recursive: true });
  const content = read(`rules/${file}`);
  for (const group of content.groups)
    for (const rule of group.rules) if (rule.alert || file === "recording.yml") rule.expr = expr;
  writeFileSync(path.join(place, "rules", file), stringify(content));
  return (TESTS[named(file)] ?? [named(file)]).map((name) => path.join(place, "tests", `${name}.test.yml`));
}

/** Dear ones are broken one way only; that they keep still is asked above. */
const DEAR = ["slo.yml", "missing.yml", "security.yml", "hipaa.yml", "recording.yml"];

test.each(ruleFiles.flatMap((file) => (DEAR.includes(file) ? [NEVER] : [NEVER, ALWAYS]).map((expr) => [file, expr])))(
  "a break of %s is caught: every rule is %s",
  (file, expr) => {
    const { output, failed } = promtool("test", "rules", ...broken(file, expr));
    expect(failed).toBe(expr !== ALWAYS || file !== "meta.yml"); // the Watchdog is just that
    if (!failed || file === "recording.yml") return;
    const unnoticed = namesOf(alertsIn(file)).filter((name) => !output.includes(`alertname: ${name},`));
    expect(unnoticed).toEqual([]);
  },
);
