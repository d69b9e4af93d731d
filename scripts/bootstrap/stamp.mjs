import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/** SHA-256 over the names and contents of files and folders (tests left out); missing ones count as missing. */
export function hashOf(paths, salt = "") {
  const hash = createHash("sha256").update(salt);
  for (const file of paths.flatMap(filesUnder)) hash.update(file).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

function filesUnder(entry) {
  if (!existsSync(entry) || /\.test\.\w+$/.test(entry)) return [];
  if (!statSync(entry).isDirectory()) return [entry];
  return readdirSync(entry)
    .sort()
    .flatMap((name) => filesUnder(path.join(entry, name)));
}

/** Does the work unless the stamp file already holds this hash; writes it only after the work succeeded. */
export async function once(stampFile, hash, work) {
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return;
  await work();
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, hash);
}
