import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { migrateEmbedded } from "./migrate-embedded";

/** Making a cluster costs several times what unpacking one does: the test files start from one that is made once. */
export default async function setup(): Promise<(() => void) | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined;
  const folder = mkdtempSync(path.join(os.tmpdir(), "portal-template-"));
  const engine = await PGlite.create();
  await migrateEmbedded(engine);
  const dump = await engine.dumpDataDir("none");
  await engine.close();
  process.env.EMBEDDED_TEMPLATE = path.join(folder, "cluster.tar");
  writeFileSync(process.env.EMBEDDED_TEMPLATE, Buffer.from(await dump.arrayBuffer()));
  return () => rmSync(folder, { recursive: true, force: true });
}
