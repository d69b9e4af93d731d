import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { annotationInputSchema } from "@/lib/alerts/annotation-input";

const here = import.meta.dirname;
const readme = (folder: string) => readFileSync(path.join(here, folder, "README.md"), "utf8");
const rows = readme(".")
  .split("\n")
  .filter((line) => /^\| [^*]/.test(line))
  .slice(1);
/** Runbooks are pages of the portal: a README among them would be one. */
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "runbooks")
  .map(({ name }) => name);

/** What is in backticks and looks like a file or a folder of the repository. */
const pathsOf = (text: string) =>
  [...text.matchAll(/`((?:\.\.\/)?[\w.*/-]+\/[\w.*/-]*|[\w-]+\.test\.ts)`/g)].map(([, found]) => found!);

test("each row of the table names files that are there", () => {
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) {
    const paths = pathsOf(row);
    expect([row, paths.length]).not.toEqual([row, 0]);
    for (const name of paths) {
      // Files are named from this folder, tests of the portal from the root.
      const found = [here, path.join(here, "..")].some((base) => existsSync(path.join(base, name.replace(/\*.*/, ""))));
      expect([name, found]).toEqual([name, true]);
    }
  }
});

test("each folder has its rows, a link, and a README that says how it is run and tested", () => {
  for (const folder of folders) {
    expect(readme(".")).toContain(`| **${folder}** | | |`);
    expect(readme(".")).toContain(`(${folder}/README.md)`);
    expect(readme(folder)).toContain("## How it is tested");
  }
});

test("the command for deployments on the charts is one that the portal takes", () => {
  const [, body, address] = /curl -H "authorization: Bearer \$TOKEN".* -d '([^']*)' (\S+)`/.exec(readme("..")) ?? [];
  expect(annotationInputSchema.safeParse(JSON.parse(body!)).error).toBeUndefined();
  expect(address).toBe("$PORTAL_URL/api/ingest/annotations");
  expect(existsSync(path.join(here, "../app/api/ingest/annotations/route.ts"))).toBe(true);
});
