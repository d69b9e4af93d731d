import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { type SourceFile, sourceFiles } from "./source-files";

const files = sourceFiles("lib", "components", "app");
const byModule = new Map(files.map((file) => [file.path.replace(/\.(ts|tsx|mjs)$/, ""), file]));

const inFolder =
  (...folders: string[]) =>
  (module: string) =>
    folders.some((folder) => module === folder || module.startsWith(`${folder}/`));

function offenders(from: (path: string) => boolean, forbidden: (module: string) => boolean): string[] {
  return files
    .filter((file) => from(file.path))
    .flatMap((file) => file.imports.filter(forbidden).map((module) => `${file.path} → ${module}`));
}

function reaches(start: SourceFile, seen = new Set<string>()): Set<string> {
  for (const module of start.imports) {
    if (seen.has(module)) continue;
    seen.add(module);
    const next = byModule.get(module);
    if (next) reaches(next, seen);
  }
  return seen;
}

test("pure folders reach nothing that runs only on the server", () => {
  const pure = files.filter((file) => inFolder("lib/frames", "lib/time", "lib/kpis", "lib/matchers")(file.path));
  expect(pure.length).toBeGreaterThan(0);
  expect(pure.filter((file) => reaches(file).has("server-only")).map((file) => file.path)).toEqual([]);
});

test("components reach nothing that runs only on the server", () => {
  const clients = files.filter((file) => file.text.startsWith('"use client"'));
  expect(clients.length).toBeGreaterThan(0);
  expect(clients.filter((file) => reaches(file).has("server-only")).map((file) => file.path)).toEqual([]);
});

test("what the browser loads parses with zod/mini: a fifth of the bytes of all of zod", () => {
  const clients = files.filter((file) => file.text.startsWith('"use client"'));
  expect(clients.filter((file) => reaches(file).has("zod")).map((file) => file.path)).toEqual([]);
});

test("the grammar of PromQL stays on the server", () => {
  const grammar = "@prometheus-io/lezer-promql";
  expect(files.filter((file) => file.imports.includes(grammar)).map((file) => file.path)).toEqual([
    "lib/explore/parse-query.ts",
  ]);
  const clients = files.filter((file) => file.text.startsWith('"use client"'));
  expect(clients.filter((file) => reaches(file).has(grammar)).map((file) => file.path)).toEqual([]);
});

test("upstreams know neither the database nor a domain", () => {
  const upstream = inFolder("lib/datasources", "lib/query", "lib/alertmanager", "lib/sns");
  expect(
    offenders(
      upstream,
      inFolder("lib/db", "lib/audit/append", "lib/alerts", "lib/silences", "lib/compliance", "lib/members"),
    ),
  ).toEqual([]);
});

test("domains do not know each other", () => {
  expect(
    offenders(inFolder("lib/alerts"), inFolder("lib/silences", "lib/dashboards", "lib/compliance", "lib/members")),
  ).toEqual([]);
  expect(
    offenders(inFolder("lib/silences"), inFolder("lib/alerts", "lib/dashboards", "lib/compliance", "lib/members")),
  ).toEqual([]);
  expect(
    offenders(inFolder("lib/dashboards"), inFolder("lib/alerts", "lib/compliance", "lib/members", "lib/db")),
  ).toEqual([]);
  expect(offenders(inFolder("lib/members"), inFolder("lib/alerts", "lib/compliance", "lib/dashboards"))).toEqual([]);
  expect(
    offenders(
      inFolder("lib/explore"),
      inFolder("lib/alerts", "lib/silences", "lib/dashboards", "lib/compliance", "lib/members", "lib/status"),
    ),
  ).toEqual([]);
});

test("what is told outside is queued by domains, and knows none", () => {
  const domains = inFolder("lib/alerts", "lib/dashboards", "lib/compliance", "lib/members", "lib/status", "lib/jobs");
  expect(files.filter((file) => inFolder("lib/outbox")(file.path)).length).toBeGreaterThan(0);
  expect(offenders(inFolder("lib/outbox"), domains)).toEqual([]);
});

test("the route wrapper knows no domain", () => {
  expect(
    offenders(
      inFolder("lib/http"),
      inFolder("lib/alerts", "lib/silences", "lib/dashboards", "lib/compliance", "lib/members", "lib/query"),
    ),
  ).toEqual([]);
});

test("every API route is defined through the wrapper", () => {
  const routes = files.filter(
    (file) => /^app\/api\/.*\/route\.ts$/.test(file.path) && !file.path.includes("[...nextauth]"),
  );
  expect(routes.length).toBeGreaterThan(0);
  const unwrapped = routes.filter((file) => !file.imports.includes("lib/http/define-route"));
  expect(unwrapped.map((file) => file.path)).toEqual([]);
});

test("there are no Server Actions, scripts, image optimiser or inline styles on the server", () => {
  const banned = /^"use server"|from "next\/(image|script)"|"use cache"/m;
  expect(files.filter((file) => banned.test(file.text)).map((file) => file.path)).toEqual([]);
});

test("names say what is inside: no barrels, no catch-all files", () => {
  const vague = /\/(utils?|helpers?|types|constants|common|misc|index)\.(ts|tsx)$/;
  expect(files.filter((file) => vague.test(file.path)).map((file) => file.path)).toEqual([]);
  expect(existsSync("src")).toBe(false);
});
