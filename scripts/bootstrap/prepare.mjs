import { cpSync, existsSync, rmSync } from "node:fs";
import path from "node:path";
import { CommandError } from "./command-error.mjs";
import { precompress } from "./precompress.mjs";
import { timed } from "./progress.mjs";
import { projectRoot } from "./project-root.mjs";
import { runChild } from "./run-child.mjs";
import { hashOf, once } from "./stamp.mjs";

const STAMPS = path.join(projectRoot, "node_modules/.stamps");
const STANDALONE = path.join(projectRoot, ".next/standalone");
const NO_NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network request/;
const BUILD_INPUTS = [
  ...["app", "components", "lib", "prisma", "public", "deploy/runbooks"],
  ...["next.config.ts", "proxy.ts", "instrumentation.ts", "instrumentation-node.ts"],
  ...["postcss.config.mjs", "tsconfig.json", "package-lock.json"],
];

/** Installs the dependencies exactly as locked, when the lock file, Node or the platform changed. */
export async function install() {
  const hash = hashOf(["package-lock.json"], `${process.versions.modules} ${process.platform} ${process.arch}`);
  await once(path.join(STAMPS, "install"), hash, () => timed("Installing dependencies", npmCi));
}

async function npmCi() {
  const retries = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
  const options = ["--no-audit", "--no-fund", "--loglevel=error", ...retries];
  const { code, output } = await runChild("npm", ["ci", ...options], { capture: true });
  if (code === 0) return;
  if (NO_NETWORK.test(output))
    throw new CommandError("No network: npm cannot reach its registry. Connect, or set a registry, and run it again.");
  process.stderr.write(output);
  throw new CommandError(`npm ci failed (exit ${code}); its output is above.`);
}

/** The Prisma client in generated/, when the schema changed or the client is not there. */
export async function generate() {
  await install();
  const stamp = path.join(STAMPS, "generate");
  if (!existsSync(path.join(projectRoot, "generated/prisma"))) rmSync(stamp, { force: true });
  await once(stamp, hashOf(["prisma/schema.prisma", "package-lock.json"]), () =>
    timed("Generating the database client", () => required(["scripts/prisma/cli.mjs", "generate"])),
  );
}

/** The production build in .next/standalone, when a source changed. */
export async function build() {
  await generate();
  const stamp = path.join(STANDALONE, ".stamp");
  const hash = hashOf(BUILD_INPUTS);
  await once(stamp, hash, () =>
    timed("Building the portal", async () => {
      rmSync(STANDALONE, { recursive: true, force: true });
      await required(["node_modules/next/dist/bin/next", "build"]);
      cpSync(path.join(projectRoot, ".next/static"), path.join(STANDALONE, ".next/static"), { recursive: true });
      await precompress(path.join(STANDALONE, ".next/static"));
      const assets = path.join(projectRoot, "public");
      if (existsSync(assets)) cpSync(assets, path.join(STANDALONE, "public"), { recursive: true });
    }),
  );
}

/** Runs a Node program of the project quietly; shows its output only when it fails. */
async function required(args) {
  const { code, output } = await runChild(process.execPath, args, { capture: true });
  if (code === 0) return;
  process.stderr.write(output);
  throw new CommandError(`${path.basename(args[0])} ${args[1]} failed (exit ${code}); its output is above.`);
}
