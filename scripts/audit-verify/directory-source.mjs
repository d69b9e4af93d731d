import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { leafOf } from "./leaf-of.mjs";
import { Problem } from "./problem.mjs";

const TILE = 256;
const HASH = 32;

/** An unpacked archive: `npm run audit:verify -- <folder>`. */
export function directorySource(folder) {
  const text = (name) => {
    const file = path.join(folder, name);
    if (!existsSync(file)) throw new Problem("incomplete", `the archive has no file ${name}`);
    return readFileSync(file, "utf8");
  };
  return {
    short: "incomplete", // a copy may have been cut off on its way
    async keys() {
      return text("keys");
    },
    async notes() {
      const notes = text("checkpoints.ndjson")
        .split("\n")
        .filter(Boolean)
        .map((line) => noteOf(line));
      return [...notes, text("checkpoint")];
    },
    async *pages() {
      for (let bundle = 0; ; bundle++) {
        const file = find(folder, "entries", bundle);
        if (!file) return;
        const bytes = readFileSync(file.path);
        const tile = find(folder, 0, bundle, file.width);
        if (!tile) throw new Problem("incomplete", `the tile of bundle ${bundle} is missing`, bundle * TILE);
        const hashes = readFileSync(tile.path);
        const entries = [];
        let at = 0;
        for (let index = 0; index < file.width; index++) {
          const seq = bundle * TILE + index;
          const length = at + 2 <= bytes.length ? bytes.readUInt16BE(at) : Number.POSITIVE_INFINITY;
          if (at + 2 + length > bytes.length) {
            yield entries; // what is wrong before it comes first
            throw new Problem("incomplete", "its bundle is cut off", seq);
          }
          const body = bytes.subarray(at + 2, at + 2 + length);
          at += 2 + length;
          entries.push({ seq, leaf: leafOf(body), hash: hashes.subarray(index * HASH, (index + 1) * HASH) });
        }
        yield entries;
        if (at !== bytes.length)
          throw new Problem("tampered", "something follows it in its bundle", bundle * TILE + file.width - 1);
        if (file.width < TILE) return;
      }
    },
    /** Holds the stored hash of a subtree against the one that was derived. */
    checkNode(level, index, hash) {
      const tile = find(folder, level, Math.floor(index / TILE));
      const from = (index % TILE) * HASH;
      if (!tile || tile.width * HASH < from + HASH)
        throw new Problem("incomplete", `a tile of level ${level} is missing`, index * TILE ** level);
      if (
        !readFileSync(tile.path)
          .subarray(from, from + HASH)
          .equals(hash)
      )
        throw new Problem("tampered", `a tile of level ${level} has another hash`, index * TILE ** level);
    },
  };
}

function noteOf(line) {
  try {
    return JSON.parse(line).note;
  } catch {
    throw new Problem("incomplete", "a line of checkpoints.ndjson is cut off");
  }
}

/** The full tile or the widest partial one; of a stated width when one is asked for. */
function find(folder, kind, index, width) {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g);
  const place = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  const full = path.join(folder, "tile", String(kind), place);
  if (existsSync(full) && (width ?? TILE) === TILE) return { path: full, width: TILE };
  if (!existsSync(`${full}.p`)) return null;
  const widths = readdirSync(`${full}.p`)
    .map(Number)
    .filter((one) => one > 0 && one < TILE);
  const widest = width ?? Math.max(0, ...widths);
  return widths.includes(widest) ? { path: path.join(`${full}.p`, String(widest)), width: widest } : null;
}
