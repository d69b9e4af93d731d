import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parse, stringify } from "yaml";
import { panelSchema } from "@/lib/dashboards/model";
import { createCloudWatchSource } from "@/lib/datasources/cloudwatch/adapter";
import { serveCloudWatch } from "../../demo/cloudwatch/serve-cloudwatch.mjs";
import { localCertificate } from "../../demo/stack/certificates.mjs";
import { ProcessGroup } from "../../demo/stack/process-group.mjs";
import { Prometheus } from "../../demo/stack/prometheus.mjs";
import { serveTls } from "../../demo/stack/serve-tls.mjs";
import { waitFor } from "../../demo/stack/wait-for.mjs";
import { requireComponent } from "../../scripts/bootstrap/components.mjs";
import { freePort } from "../../scripts/bootstrap/free-port.mjs";
import { startPostgres } from "../../scripts/bootstrap/start-postgres.mjs";

const here = (...parts) => path.join(import.meta.dirname, ...parts);
const read = (file) => readFileSync(here(file), "utf8");
const folder = mkdtempSync(path.join(os.tmpdir(), "exporters-"));
const PASSWORD = "a-word-of-its-own";
const CERTIFIED = "https://app.medinovai.example";
const NEVER = new AbortController().signal;
const panelsOf = (file) => JSON.parse(readFileSync(file, "utf8")).panels;
const BOARDS = readdirSync(here("../../lib/dashboards/definitions"))
  .filter((name) => name.endsWith(".json"))
  .flatMap((name) => panelsOf(here("../../lib/dashboards/definitions", name)) ?? []);

let postgres;
let processes;
let prometheus;
let tls;
const ports = {};

beforeAll(async () => {
  for (const [index, name] of ["postgres", "node", "blackbox", "tls", "prometheus"].entries())
    ports[name] = await freePort(26510 + index);
  processes = new ProcessGroup(path.join(folder, "logs"));
  const certificate = localCertificate(path.join(folder, "tls"));
  tls = await serveTls({ port: ports.tls, ...certificate });
  postgres = await startPostgres();
  await makeRole(postgres.url);
  await Promise.all([startExporters(certificate.ca), startPrometheus()]);
  await scrape();
}, 120_000);

afterAll(async () => {
  await processes?.stopAll();
  await postgres?.stop();
  tls?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("postgres_exporter's account reads statistics and no table", async () => {
  const client = new pg.Client({ connectionString: exporterUrl() });
  await client.connect();
  try {
    expect((await client.query("SELECT datname FROM pg_stat_database WHERE datname = 'postgres'")).rows).toHaveLength(
      1,
    );
    await expect(client.query("SELECT * FROM kept")).rejects.toThrow("permission denied");
  } finally {
    await client.end();
  }
});

test("the panel Database Performance is drawn from postgres_exporter", async () => {
  const panel = BOARDS.find(({ id }) => id === "database-performance");
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    for (const { expr, legend } of panel.targets) {
      const query = expr.replaceAll("$__rate_interval", "10s");
      const whileUsed = async () => {
        await client.query("INSERT INTO kept SELECT id FROM kept LIMIT 100");
        return await ask(query);
      };
      const [rate] = await within(20, whileUsed, ([one]) => Number(one?.value[1]) > 0);
      expect([legend, Number(rate?.value[1]) > 0]).toEqual([legend, true]);
    }
  } finally {
    await client.end();
  }
});

test("the panel SSL Certificate Expiry is drawn from blackbox_exporter, by the address and not by the exporter", async () => {
  const panel = BOARDS.find(({ id }) => id === "ssl-certificate-expiry");
  const [answer] = await within(
    20,
    () => ask(panel.targets[0].expr),
    (found) => found.length === 1,
  );
  expect(answer.metric).toEqual({ instance: CERTIFIED });
  expect(Number(answer.value[1])).toBeGreaterThan(30);
  expect(Number(answer.value[1])).toBeLessThan(65);
  expect((await ask(`probe_success{instance="${CERTIFIED}"}`))[0].value[1]).toBe("1");
});

test("an address that does not answer is a failed probe, not a missing one", async () => {
  const [answer] = await within(
    20,
    () => ask("probe_success == 0"),
    (found) => found.length === 1,
  );
  expect(answer.metric.instance).toBe("https://portal.medinovai.example");
});

test("node_exporter tells of the machine", async () => {
  const [memory] = await within(
    20,
    () => ask("node_memory_MemAvailable_bytes"),
    (found) => found.length === 1,
  );
  expect(Number(memory.value[1])).toBeGreaterThan(0);
});

test("a database that is gone is the rule DatabaseConnectionFailure's", async () => {
  const folderOfRules = here("../prometheus/rules");
  const rules = readdirSync(folderOfRules).flatMap((name) =>
    parse(readFileSync(path.join(folderOfRules, name), "utf8")).groups.flatMap((group) => group.rules),
  );
  const { expr } = rules.find(({ alert }) => alert === "DatabaseConnectionFailure");
  expect(await ask(expr)).toEqual([]);
  postgres.kill();
  expect(
    await within(
      20,
      () => ask(expr),
      (found) => found.length === 1,
    ),
  ).toHaveLength(1);
  await postgres.restart();
});

test("CloudWatch's panels of RDS, the load balancer, WAF and Billing are read by the portal's own datasource", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "demo");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "demo");
  const port = await freePort(26515);
  const server = await serveCloudWatch({ port, incidentsAt: () => [] });
  const config = {
    name: "aws",
    type: "cloudwatch",
    region: "us-east-1",
    regions: [],
    endpoint: `http://127.0.0.1:${port}`,
  };
  const source = createCloudWatchSource(config, 10);
  try {
    const panels = [...JSON.parse(read("cloudwatch-panels.json")), ...BOARDS].map((panel) => panelSchema.parse(panel));
    const targets = panels.flatMap((panel) => panel.targets).filter(({ type }) => type === "cloudwatch");
    const namespaces = new Set(targets.map(({ metric }) => metric.namespace));
    expect([...namespaces].sort()).toEqual(["AWS/ApplicationELB", "AWS/Billing", "AWS/RDS", "AWS/WAFV2"]);
    for (const target of targets)
      expect([target.metric.name, await newest(source, target)]).toEqual([target.metric.name, expect.any(Number)]);
  } finally {
    await source.close();
    server.close();
    server.closeAllConnections();
    vi.unstubAllEnvs();
  }
});

/** The newest figure that the datasource finds for a target. */
async function newest(source, target) {
  const end = Math.floor(Date.now() / 60_000) * 60_000;
  const step = target.period * 1000;
  const { frames } = await source.query(target, [], { start: end - Math.max(8 * step, 3_600_000), end, step }, NEVER);
  return frames[0]?.values.findLast((value) => value !== null);
}

/** As the README says, but for psql: a password is a literal there, too. */
async function makeRole(url) {
  const sql = read("exporter-role.sql").replace(":'password'", pg.escapeLiteral(PASSWORD));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.query("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id");
  await client.end();
}

function exporterUrl() {
  const url = new URL(postgres.url);
  url.username = "exporter";
  url.password = PASSWORD;
  return `${url.href}?sslmode=disable`;
}

async function startExporters(ca) {
  const config = parse(read("blackbox.yml"));
  config.modules.https.http.tls_config = { ca_file: ca, server_name: "localhost" }; // an authority of the test's own
  const file = path.join(folder, "blackbox.yml");
  writeFileSync(file, stringify(config));
  await start("postgres", [`--web.listen-address=127.0.0.1:${ports.postgres}`], { DATA_SOURCE_NAME: exporterUrl() });
  await start("node", [`--web.listen-address=127.0.0.1:${ports.node}`]);
  await start("blackbox", [`--web.listen-address=127.0.0.1:${ports.blackbox}`, `--config.file=${file}`]);
}

async function start(name, args, more = {}) {
  const program = await requireComponent(`${name}-exporter`);
  const { ended } = processes.start(name, program, args, { env: { ...process.env, ...more } });
  await waitFor(`http://127.0.0.1:${ports[name]}/`, { name: `The exporter ${name}`, ended, seconds: 30 });
}

async function startPrometheus() {
  const program = await requireComponent("prometheus");
  prometheus = new Prometheus({ processes, program, folder: path.join(folder, "prometheus"), port: ports.prometheus });
  prometheus.writeEmptyConfig();
  await prometheus.start();
}

/** The shipped prometheus.yml and targets/infra.yml, with this machine's ports. */
async function scrape() {
  const groups = parse(read("targets/infra.yml"));
  for (const group of groups) {
    const [, name] = /^(\w+)-exporter/.exec(group.targets[0]);
    group.targets = [`127.0.0.1:${ports[name]}`];
    if (group.labels?.__param_target === CERTIFIED) group.labels.__param_target = `https://127.0.0.1:${ports.tls}`;
    else if (group.labels) group.labels.__param_target = "https://127.0.0.1:1";
  }
  const targets = path.join(folder, "prometheus/targets");
  mkdirSync(targets, { recursive: true });
  writeFileSync(path.join(targets, "infra.yml"), stringify(groups));
  const token = path.join(folder, "token");
  writeFileSync(token, "a token");
  await prometheus.loadShippedConfig({
    targets: {},
    alertmanager: "127.0.0.1:1",
    scrape: "1s",
    metricsTokenFile: token,
  });
}

async function ask(query) {
  const url = `${prometheus.url}/api/v1/query?${new URLSearchParams({ query })}`;
  return (await (await fetch(url)).json()).data.result;
}

/** Asks until the answer is as it must become; the last answer either way. */
async function within(seconds, work, done) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await work();
    if (done(answer) || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
