import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { archiveFiles } from "@/lib/audit/archive/archive-files";
import { readLedgerHead } from "@/lib/audit/ledger-head";

/** The whole ledger as an unpacked archive. */
export async function archive(folder: string) {
  for await (const { name, bytes } of archiveFiles((await readLedgerHead())!.size)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return {};
}
