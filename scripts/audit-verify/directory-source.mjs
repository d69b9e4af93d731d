import { closeSync, existsSync, readFileSync, readSync } from "node:fs";
import path from "node:path";
import { openTile, TILE } from "./open-tile.mjs";
import { ARCHIVE_WIDTH, COLUMN, Page } from "./page.mjs";
import { Problem } from "./problem.mjs";

const HASH = 32;

/** An unpacked archive: `npm run audit:verify -- <folder>`. */
export function directorySource(folder) {
  const text = (name) => {
    const file = path.join(folder, name);
    if (!existsSync(file)) throw new Problem("incomplete", `the archive has no file ${name}`);
    return readFileSync(file, "utf8");
  };
  const page = new Page(ARCHIVE_WIDTH, TILE);
  /** The tile that was read last; its 256 hashes are asked for one after the other. */
  let last = { place: "", hashes: null };
  const storedHash = (level, index) => {
    const place = `${level} ${Math.floor(index / TILE)}`;
    if (last.place !== place) {
      const tile = openTile(folder, level, Math.floor(index / TILE));
      last = { place, hashes: tile && readWhole(tile).subarray(0, tile.width * HASH) };
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
     * they share with all others: read by one at a time.
     */
    async *pages(from = 0, to = Number.POSITIVE_INFINITY) {
      for (let bundle = from / TILE; bundle < to / TILE; bundle++) {
        const file = openTile(folder, "entries", bundle);
        if (!file) return;
        const bundleEnd = readInto(page, 0, file);
        const tile = openTile(folder, 0, bundle, file.width);
        if (!tile) throw new Problem("incomplete", `the tile of bundle ${bundle} is missing`, bundle * TILE);
        page.hashed = Math.floor(readInto(page.hashes, HASH, tile) / HASH) - 1;
        const at = placeEntries(page, file.width, bundleEnd);
        yield page; // what is wrong before it comes first
        if (page.count < file.width)
          throw new Problem("incomplete", "its bundle is cut off", bundle * TILE + page.count);
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

/** Reads a file to a place in memory; returns where it ends there. */
function readInto(memory, at, { descriptor }) {
  try {
    for (let end = at; ; ) {
      const read = readSync(descriptor, memory.bytes, end, memory.bytes.length - end, null);
      end += read;
      if (end === memory.bytes.length) memory.grow();
      else if (read === 0) return end;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Finds up to `count` whole entries of a bundle; returns where the last one ends. */
function placeEntries(page, count, bundleEnd) {
  let at = 0;
  for (page.count = 0; page.count < count && at + 2 <= bundleEnd; page.count++) {
    const end = at + 2 + page.view.getUint16(at);
    if (end > bundleEnd) break;
    page.place(page.count, COLUMN.body, at + 2, end);
    at = end;
  }
  return at;
}

function readWhole({ descriptor }) {
  try {
    return readFileSync(descriptor);
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
