import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./project-root.mjs";

/**
 * Packs a program of ours, with all that it imports, into one file that Node starts quickly. Returns { file, remove }.
 */
export async function packProgram(entry) {
  const { build } = await import("vite");
  // Inside the project: its packages are found from there.
  mkdirSync(path.join(projectRoot, ".data"), { recursive: true });
  const name = path.basename(entry, ".ts");
  const folder = mkdtempSync(path.join(projectRoot, `.data/${name}-`));
  const alias = { "@": projectRoot, "server-only": path.join(projectRoot, "tests/server-only.ts") };
  // One file loads twice as fast as its packages; the embedded engine brings files that it must find beside itself.
  const ssr = { noExternal: true, external: ["@electric-sql/pglite"] };
  const output = { ssr: entry, outDir: folder, minify: false };
  await build({ configFile: false, root: projectRoot, logLevel: "error", ssr, resolve: { alias }, build: output });
  return {
    file: path.join(folder, `${name}.js`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
