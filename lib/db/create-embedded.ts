import "server-only";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const CREATE = `
  const { PGlite } = await import("@electric-sql/pglite");
  const engine = await PGlite.create(process.argv[1]);
  await engine.close();`;

/**
 * Creates the embedded database's files when there are none, in a short-lived process: creating a cluster takes
 * about 900 MB at its peak, which this process would keep for the rest of its life; opening one takes 400 MB less.
 */
export async function createEmbedded(directory: string): Promise<void> {
  if (existsSync(path.join(/* turbopackIgnore: true */ directory, "PG_VERSION"))) return;
  const child = spawn(process.execPath, ["--input-type=module", "-e", CREATE, directory], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => {
    words += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  if (code !== 0) throw new Error(`The embedded database could not be created in ${directory}: ${words.slice(-500)}`);
}
