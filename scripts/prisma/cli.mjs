// Runs Prisma's CLI with the WebAssembly schema engine instead of the native binary, so that nothing is downloaded.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const env = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(new URL("./schema-engine.mjs", import.meta.url)),
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
};
let cli;
try {
  cli = require.resolve("prisma/build/index.js");
} catch {
  process.stderr.write("The dependencies are not installed: run npm ci first.\n");
  process.exit(1);
}
const result = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], { stdio: "inherit", env });
process.exit(result.status ?? 1);
