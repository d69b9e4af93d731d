import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import path from "node:path";
import { ARCHIVE_WIDTH, COLUMN, Page } from "./page.mjs";
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
  /** The tile that was read last; its 256 hashes are asked for one after the other. */
  let last = { place: "", hashes: null };
  const storedHash = (level, index) => {
    const place = `${level} ${Math.floor(index / TILE)}`;
    if (last.place !== place) {
      const tile = find(folder, level, Math.floor(index / TILE));
      last = { place, hashes: tile && readFileSync(tile.path).subarray(0, tile.width * HASH) };
    }
    const from = (index % TILE) * HASH;
    return last.hashes && last.hashes.length >= from + HASH ? last.hashes.subarray(from, from + HASH) : null;
  };
  return {
    folder,
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
    /** The stored hash of an entry; null when there is none. */
    storedLeaf(seq) {
      return storedHash(0, seq);
    },
    /**
     * The entries from `from` on and below `to`, multiples of a bundle. A bundle and its tile are one page, whose memory
     * they share with the next ones.
     */
    async *pages(from = 0, to = Number.POSITIVE_INFINITY) {
      const page = new Page(ARCHIVE_WIDTH, TILE);
      for (let bundle = from / TILE; bundle < to / TILE; bundle++) {
        const file = find(folder, "entries", bundle);
        if (!file) return;
        const tile = find(folder, 0, bundle, file.width);
        if (!tile) throw new Problem("incomplete", `the tile of bundle ${bundle} is missing`, bundle * TILE);
        const bundleEnd = readInto(page, 0, file.path);
        const tileEnd = readInto(page, bundleEnd, tile.path);
        page.count = 0;
        let at = 0;
        while (page.count < file.width) {
          const length = at + 2 <= bundleEnd ? page.bytes.readUInt16BE(at) : Number.POSITIVE_INFINITY;
          if (at + 2 + length > bundleEnd) {
            yield page; // what is wrong before it comes first
            throw new Problem("incomplete", "its bundle is cut off", bundle * TILE + page.count);
          }
          const hash = bundleEnd + page.count * HASH;
          page.place(page.count, COLUMN.body, at + 2, at + 2 + length);
          page.place(page.count, COLUMN.hash, hash, Math.min(hash + HASH, tileEnd));
          page.count += 1;
          at += 2 + length;
        }
        yield page;
        if (at !== bundleEnd)
          throw new Problem("tampered", "something follows it in its bundle", bundle * TILE + file.width - 1);
        if (file.width < TILE) return;
      }
    },
    /** Holds the stored hash of a subtree against the one that was derived. */
    checkNode(level, index, hash) {
      const stored = storedHash(level, index);
      if (!stored) throw new Problem("incomplete", `a tile of level ${level} is missing`, index * TILE ** level);
      if (!stored.equals(hash))
        throw new Problem("tampered", `a tile of level ${level} has another hash`, index * TILE ** level);
    },
  };
}

/** Reads a file to a place in the page's memory; returns where it ends there. */
function readInto(page, at, file) {
  const descriptor = openSync(file);
  try {
    const { size } = fstatSync(descriptor);
    if (at + size > page.bytes.length) {
      const larger = Buffer.alloc((at + size) * 2);
      larger.set(page.bytes.subarray(0, at));
      page.bytes = larger;
    }
    return at + readSync(descriptor, page.bytes, at, size, 0);
  } finally {
    closeSync(descriptor);
  }
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
