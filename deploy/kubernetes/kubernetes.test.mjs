import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { loadSourcesConfig } from "@/lib/datasources/config";
import { parseEnv } from "@/lib/env";
import { findProgram } from "../../scripts/bootstrap/find-program.mjs";
import { containersOf, kustomize } from "./kustomize.mjs";
import { prometheusRule } from "./prometheus-rule.mjs";
import { resourceProblems } from "./resource-problems.mjs";

const here = (...parts) => path.join(import.meta.dirname, ...parts);
const FOLDERS = ["overlays/production", "overlays/staging", "migration"];
const OVERLAYS = FOLDERS.slice(0, 2);
const built = new Map(FOLDERS.map((folder) => [folder, kustomize(here(folder))]));
const production = built.get("overlays/production");
const find = (kind, name, resources = production) =>
  resources.find((one) => one.kind === kind && one.metadata.name === name);
const idOf = ({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.namespace}/${metadata.name}`;
const inOrder = (resources) => [...resources].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
const pods = FOLDERS.flatMap((folder) => built.get(folder)).filter(({ spec }) => spec?.template?.spec);

test.each(FOLDERS)("%s: every resource is one by the schemas of Kubernetes and of the operator", async (folder) => {
  for (const resource of built.get(folder)) {
    expect([idOf(resource), await resourceProblems(resource)]).toEqual([idOf(resource), []]);
    expect(resource.metadata.namespace).toBe("medinovai");
  }
});

test("the schemas notice a misspelt field, a wrong type and a missing field", async () => {
  const broken = (change) => {
    const copy = structuredClone(find("Deployment", "portal"));
    change(copy.spec.template.spec.containers[0], copy);
    return resourceProblems(copy);
  };
  expect(await broken((container) => Object.assign(container, { imagePullPolice: "Always" }))).not.toEqual([]);
  expect(await broken((container) => Object.assign(container.ports[0], { containerPort: "http" }))).not.toEqual([]);
  expect(await broken((container) => delete container.name)).not.toEqual([]);
  const rule = structuredClone(find("PrometheusRule", "medinovai"));
  Object.assign(rule.spec.groups[0].rules[0], { exprr: "up" });
  expect(await resourceProblems(rule)).not.toEqual([]);
});

test.each(FOLDERS)("%s: kustomize itself builds the same, where it is installed", (folder) => {
  const answer = kubectlKustomize(folder);
  if (!answer) return void process.stdout.write(`${folder}: no kubectl here, resolved by kustomize.mjs alone\n`);
  process.stdout.write(`${folder}: held against kubectl kustomize\n`);
  expect(inOrder(answer)).toEqual(inOrder(built.get(folder)));
});

test("the PrometheusRule is the rule files", () => {
  const hint = "run: node deploy/kubernetes/prometheus-rule.mjs";
  expect(readFileSync(here("base/prometheus-rule.yaml"), "utf8"), hint).toBe(prometheusRule());
});

test.each(OVERLAYS)("%s: the portal accepts the settings, and reads every one", (folder) => {
  const resources = built.get(folder);
  const { containers } = find("Deployment", "portal", resources).spec.template.spec;
  const settings = Object.assign({}, ...containers[0].envFrom.map((from) => dataOf(from, resources)));
  const given = { ...settings, ...Object.fromEntries(containers[0].env.map((one) => [one.name, madeUp(one)])) };
  const parsed = parseEnv({ ...given, NODE_ENV: "production" });
  // PORT and HOSTNAME are the server's own (scripts/commands/start.mjs).
  expect(Object.keys(given).filter((key) => !(key in parsed) && !["PORT", "HOSTNAME"].includes(key))).toEqual([]);
  expect(given.DATASOURCES_FILE).toBe("/etc/portal/datasources.yaml");
  expect(parsed.PORTAL_URL).toMatch(/^https:/);
  const rules = find("PrometheusRule", "medinovai", resources).spec.groups.flatMap((group) => group.rules);
  const links = rules.map(({ annotations }) => annotations?.runbook_url).filter(Boolean);
  for (const link of links) expect(parsed.RUNBOOK_HOSTS).toContain(new URL(link).hostname);
});

test("the portal accepts its sources, and reaches them through its policy", () => {
  const { datasources, alertmanagers } = loadSourcesConfig(here("base/sources.yaml"));
  const ports = find("NetworkPolicy", "portal").spec.egress.flatMap((rule) => rule.ports.map(({ port }) => port));
  for (const { url } of [...datasources, ...alertmanagers].filter((one) => one.url))
    expect(ports).toContain(Number(new URL(url).port));
});

test("probes ask what anybody may ask, and liveness does not ask the database", () => {
  const [container] = find("Deployment", "portal").spec.template.spec.containers;
  for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"]) {
    const { path: asked, port } = container[probe].httpGet;
    const route = readFileSync(here("../../app", asked, "route.ts"), "utf8");
    expect(route).toContain('access: "public"');
    expect(container.ports.map(({ name }) => name)).toContain(port);
  }
  expect(container.livenessProbe.httpGet.path).toBe("/api/health/live");
  expect(container.readinessProbe.httpGet.path).toBe("/api/health/ready");
});

test.each(pods.map((resource) => [idOf(resource), resource]))("%s runs with as little as it needs", (_id, resource) => {
  const pod = resource.spec.template.spec;
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
  expect(pod.securityContext.runAsUser).toBeGreaterThan(0);
  expect(pod.automountServiceAccountToken).toBe(false);
  for (const { image, securityContext, resources, env = [] } of containersOf(resource)) {
    expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(Object.keys(resources)).toEqual(["requests", "limits"]);
    // A secret is a reference, whatever it is called.
    const inline = env.filter(({ name, value }) => value !== undefined && name !== "HOSTNAME");
    expect(inline).toEqual([]);
  }
});

test.each(OVERLAYS)("%s: two replicas or more, of which one at a time may be taken away", (folder) => {
  const resources = built.get(folder);
  const deployment = find("Deployment", "portal", resources);
  const { spec } = find("HorizontalPodAutoscaler", "portal", resources);
  expect(spec.scaleTargetRef).toEqual({ apiVersion: deployment.apiVersion, kind: "Deployment", name: "portal" });
  expect(spec.minReplicas).toBeGreaterThanOrEqual(2);
  expect(spec.maxReplicas).toBeGreaterThanOrEqual(spec.minReplicas);
  expect(deployment.spec.replicas).toBeUndefined();
  const labels = deployment.spec.template.metadata.labels;
  const selectors = [
    find("Service", "portal", resources).spec.selector,
    find("PodDisruptionBudget", "portal", resources).spec.selector.matchLabels,
    find("NetworkPolicy", "portal", resources).spec.podSelector.matchLabels,
    deployment.spec.selector.matchLabels,
  ];
  for (const selector of selectors) expect(labels).toMatchObject(selector);
});

test("Alertmanager's webhook and Fluent Bit reach the Service by its name", () => {
  const { metadata, spec } = find("Service", "portal");
  const address = `${metadata.name}.${metadata.namespace}.svc`;
  const { receivers } = parse(readFileSync(here("../alertmanager/alertmanager.yml"), "utf8"));
  const [{ url }] = receivers.find(({ name }) => name === "portal").webhook_configs;
  expect(new URL(url).host).toBe(`${address}:${spec.ports[0].port}`);
});

test("metrics come under the jobs that the rules and boards ask for", () => {
  const { scrape_configs: jobs } = parse(readFileSync(here("../prometheus/prometheus.yml"), "utf8"));
  const monitors = production.filter(({ kind }) => kind === "ServiceMonitor");
  const names = monitors.map(({ spec }) => {
    const fixed = spec.endpoints[0].relabelings.find(({ targetLabel }) => targetLabel === "job");
    return fixed?.replacement ?? spec.selector.matchLabels[spec.jobLabel];
  });
  expect(names.sort()).toEqual(["infra", "medinovai-backend", "medinovai-portal"]);
  for (const name of names) expect(jobs.map(({ job_name: job }) => job)).toContain(name);
  const portal = find("ServiceMonitor", "medinovai-portal").spec;
  expect(find("Service", "portal").metadata.labels).toMatchObject(portal.selector.matchLabels);
  expect(find("Service", "portal").spec.ports.map(({ name }) => name)).toContain(portal.endpoints[0].port);
  expect(existsSync(here("../../app", portal.endpoints[0].path, "route.ts"))).toBe(true);
});

test("no Secret is written down, and every one that is asked for is in the README", () => {
  const all = FOLDERS.flatMap((folder) => built.get(folder));
  expect(all.filter(({ kind }) => kind === "Secret")).toEqual([]);
  const readme = readFileSync(here("README.md"), "utf8");
  const keys = all.flatMap(containersOf).flatMap(({ env = [] }) => env.map(({ valueFrom }) => valueFrom?.secretKeyRef));
  const asked = keys.filter(Boolean);
  expect(asked.length).toBeGreaterThan(10);
  for (const { name, key } of asked) expect(readme).toMatch(new RegExp(`\\| \`${name}\` \\|.*\`${key}\``));
});

test("the roles of AWS hold what the portal's README asks for, and nothing else", () => {
  const actions = (file) =>
    JSON.parse(readFileSync(here("aws", file), "utf8")).Statement.flatMap(({ Action }) => Action);
  const readme = readFileSync(here("../../README.md"), "utf8");
  const anchor = /The portal's role needs (.*?); not/.exec(readme)[1];
  expect(actions("anchor-role.json").sort()).toEqual([...anchor.matchAll(/s3:\w+/g)].map(([name]) => name).sort());
  expect(actions("portal-role.json").sort()).toEqual([
    "cloudwatch:DescribeAlarms",
    "cloudwatch:GetMetricData",
    "cloudwatch:ListMetrics",
    "sts:AssumeRole",
  ]);
  const { AUDIT_ANCHOR_S3_BUCKET: bucket, AUDIT_ANCHOR_S3_PREFIX: prefix } = production.find(
    ({ kind, metadata }) => kind === "ConfigMap" && metadata.name.startsWith("portal-settings-"),
  ).data;
  expect(readFileSync(here("aws/anchor-role.json"), "utf8")).toContain(`arn:aws:s3:::${bucket}/${prefix}*`);
  expect(readFileSync(here("aws/anchor-bucket.sh"), "utf8")).toContain(`bucket=${bucket}\n`);
});

function kubectlKustomize(folder) {
  const kubectl = findProgram(["kubectl"]);
  if (!kubectl) return null;
  const text = execFileSync(kubectl, ["kustomize", here(folder)], { encoding: "utf8" });
  return text.split(/^---$/m).map((document) => parse(document));
}

function dataOf({ configMapRef }, resources) {
  return find("ConfigMap", configMapRef.name, resources).data;
}

/** A made-up value of the right form for what a Secret would hold. */
function madeUp({ name, value }) {
  const token = `${name.toLowerCase().replaceAll("_", "-")}-0123456789abcdef0123456789`;
  if (value !== undefined) return value;
  if (name.endsWith("DATABASE_URL")) return "postgresql://portal:word@db.example:5432/portal";
  if (name === "AUDIT_EMITTERS") return `chatbot=${token}`;
  if (name === "HEARTBEAT_URL" || name === "SLACK_WEBHOOK_URL") return "https://hook.example/1";
  return name === "PAGERDUTY_ROUTING_KEY" ? "0123456789abcdef0123456789abcdef" : token;
}
