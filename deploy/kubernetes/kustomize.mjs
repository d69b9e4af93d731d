import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parse, parseAllDocuments } from "yaml";

const KNOWN = ["apiVersion", "kind", "resources", "configMapGenerator", "images", "patches"];
const GENERATOR = ["name", "namespace", "behavior", "literals", "files"];
/** How kustomize spells a hash, so that no word comes of it. */
const SPELLING = { 0: "g", 1: "h", 3: "k", a: "m", e: "t" };

/**
 * The resources of a kustomization, for machines that have no kustomize. It knows what our folders use, and throws for
 * anything else; where kubectl is, the test holds its answer against this one.
 */
export function kustomize(folder) {
  return withHashes(collect(folder));
}

function collect(folder) {
  const file = path.join(folder, "kustomization.yaml");
  const given = parse(readFileSync(file, "utf8"));
  refuseUnknown(given, KNOWN, file);
  const resources = (given.resources ?? []).flatMap((name) => read(path.join(folder, name)));
  for (const generator of given.configMapGenerator ?? []) generate(generator, resources, folder);
  for (const patch of given.patches ?? []) applyPatch(patch, resources);
  for (const image of given.images ?? []) replaceImage(image, resources);
  return resources;
}

function read(file) {
  if (statSync(file).isDirectory()) return collect(file);
  return parseAllDocuments(readFileSync(file, "utf8")).map((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`${file}: ${error.message}`);
    return structuredClone(document.toJS());
  });
}

function generate({ name, namespace, behavior, ...rest }, resources, folder) {
  refuseUnknown(rest, GENERATOR, `the generator of ${name}`);
  const data = {};
  for (const literal of rest.literals ?? []) data[literal.split("=", 1)[0]] = literal.slice(literal.indexOf("=") + 1);
  for (const one of rest.files ?? []) {
    const [key, file] = one.includes("=") ? one.split("=") : [path.basename(one), one];
    data[key] = readFileSync(path.join(folder, file), "utf8");
  }
  if (behavior !== "merge")
    return void resources.push({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data });
  Object.assign(only({ kind: "ConfigMap", name, namespace }, resources).data, data);
}

function applyPatch({ target, patch }, resources) {
  const resource = only(target, resources);
  for (const { op, path: pointer, value } of parse(patch)) {
    const steps = pointer.slice(1).split("/");
    const last = steps.pop();
    const holder = steps.reduce((at, step) => at?.[step], resource);
    const there = holder !== undefined && last in holder;
    if (holder === undefined || (op === "replace" && !there)) throw new Error(`${target.name}: no ${pointer}`);
    if (!["add", "replace"].includes(op) || Array.isArray(holder))
      throw new Error(`${op} ${pointer} is not known here`);
    holder[last] = value;
  }
}

function replaceImage({ name, newName, newTag }, resources) {
  for (const container of resources.flatMap(containersOf))
    if (container.image.split(":")[0] === name) container.image = `${newName}:${newTag}`;
}

/** Every container of a resource that makes pods. */
export function containersOf({ spec }) {
  const pod = spec?.template?.spec;
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
}

function withHashes(resources) {
  const names = new Map();
  for (const { kind, metadata, data } of resources)
    if (kind === "ConfigMap") names.set(metadata.name, `${metadata.name}-${hashOf(data)}`);
  for (const resource of resources) {
    if (resource.kind === "ConfigMap") resource.metadata.name = names.get(resource.metadata.name);
    for (const { configMap } of resource.spec?.template?.spec?.volumes ?? [])
      if (names.has(configMap?.name)) configMap.name = names.get(configMap.name);
    for (const { configMapRef } of containersOf(resource).flatMap(({ envFrom }) => envFrom ?? []))
      if (names.has(configMapRef?.name)) configMapRef.name = names.get(configMapRef.name);
  }
  return resources;
}

/** As Go writes JSON: keys sorted, and signs of HTML escaped; kustomize leaves the name empty. */
function hashOf(data) {
  const sorted = Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
  const json = JSON.stringify({ data: sorted, kind: "ConfigMap", name: "" });
  const escaped = json.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  const hash = createHash("sha256").update(escaped).digest("hex").slice(0, 10);
  return hash.replace(/[013ae]/g, (sign) => SPELLING[sign]);
}

function only({ kind, name, namespace }, resources) {
  const found = resources.filter(
    (one) => one.kind === kind && one.metadata.name === name && (!namespace || one.metadata.namespace === namespace),
  );
  if (found.length !== 1) throw new Error(`${found.length} resources are ${kind} ${name}`);
  return found[0];
}

function refuseUnknown(given, known, where) {
  const unknown = Object.keys(given).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`${where}: ${unknown.join(", ")} is not known here`);
}
