import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";

const compress = promisify(brotliCompress);
const MIN_BYTES = 500;

/** Writes `<name>.br` beside each script and style sheet of a folder (lib/http/precompressed-files.ts serves them). */
export async function precompress(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => /\.(js|css)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const plain = readFileSync(file);
      if (plain.length >= MIN_BYTES) writeFileSync(`${file}.br`, await compress(plain));
    }),
  );
}
