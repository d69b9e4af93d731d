import { existsSync, statSync } from "node:fs";
import { directorySource } from "./directory-source.mjs";

/** The ledger that lies in a folder or, by its address, in a database. */
export async function openSource(where) {
  // Whoever verifies an archive needs no driver.
  if (/^postgres(ql)?:\/\//.test(where)) return (await import("./database-source.mjs")).databaseSource(where);
  if (!existsSync(where) || !statSync(where).isDirectory())
    throw new Error(`${where} is not a folder: unpack the archive first.`);
  return directorySource(where);
}
