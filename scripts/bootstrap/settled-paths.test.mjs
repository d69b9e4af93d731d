import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { projectRoot } from "./project-root.mjs";
import { settledPaths } from "./settled-paths.mjs";

it("makes a whole path of every file and folder that the configuration names", () => {
  const schema = readFileSync(path.join(projectRoot, "lib/env.ts"), "utf8");
  const names = [...schema.matchAll(/^\s*([A-Z][A-Z_]*_(?:FILE|DIR)): z/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(5);
  const settled = settledPaths(Object.fromEntries(names.map((name) => [name, "some/place"])));
  expect(settled).toEqual(Object.fromEntries(names.map((name) => [name, path.join(projectRoot, "some/place")])));
});

it("leaves out what is not configured and has no usual place", () => {
  expect(settledPaths({ AUDIT_ANCHOR_DIR: "" })).toEqual({
    DATA_DIR: path.join(projectRoot, ".data/portal"),
    DATASOURCES_FILE: path.join(projectRoot, "datasources.yaml"),
  });
});
