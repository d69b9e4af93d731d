import "server-only";
import { knownKeys } from "../checkpoint/last-checkpoint";
import { readCheckpoints } from "../checkpoint/read-checkpoints";
import { COLUMN } from "../ledger-page";
import { verifierKey } from "../note/note-key";
import { readLedger } from "../read-ledger";
import { appendLeaf, emptyFrontier } from "../tree/frontier";
import { TILE } from "../tree/range-hash";
import { tilePath } from "./tile-path";

export interface ArchiveFile {
  name: string;
  bytes: Buffer;
}

const TILE_HEIGHT = 8;

interface Leaf {
  body: Uint8Array;
  hash: Buffer;
}

/**
 * The first `size` entries as files, in the layout of C2SP tlog-tiles: bundles of the exact bytes, tiles of the stored
 * hashes, the newest checkpoint, every checkpoint by line, and the keys. One bundle is in memory at a time.
 */
export async function* archiveFiles(size: bigint): AsyncGenerator<ArchiveFile> {
  /** Hashes of each level from the first on; a hundred million entries are twelve megabytes here. */
  const upper: Buffer[][] = [];
  const tree = emptyFrontier();
  let bundle = 0;
  for await (const leaves of bundlesOf(size)) {
    for (const { hash } of leaves)
      appendLeaf(tree, hash, (height, _index, root) => {
        const level = height / TILE_HEIGHT;
        if (!Number.isInteger(level)) return;
        upper[level] ??= [];
        upper[level].push(root);
      });
    yield { name: tilePath("entries", bundle, leaves.length), bytes: bundleOf(leaves) };
    yield { name: tilePath(0, bundle, leaves.length), bytes: Buffer.concat(leaves.map(({ hash }) => hash)) };
    bundle += 1;
  }
  for (const [level, hashes] of upper.entries())
    for (let from = 0; level > 0 && from < hashes.length; from += TILE) {
      const tile = hashes.slice(from, from + TILE);
      yield { name: tilePath(level, from / TILE, tile.length), bytes: Buffer.concat(tile) };
    }
  yield* signedFiles();
}

/** By 256 entries, whatever the database's pages are. */
async function* bundlesOf(size: bigint): AsyncGenerator<Leaf[]> {
  let waiting: Leaf[] = [];
  for await (const page of readLedger(size)) {
    for (let row = 0; row < page.count; row++) {
      // Copies: a bundle may end in the next page, and the tree keeps hashes for longer still.
      waiting.push({
        body: Buffer.from(page.bytes(row, COLUMN.body)),
        hash: Buffer.from(page.bytes(row, COLUMN.hash)),
      });
      if (waiting.length < TILE) continue;
      yield waiting;
      waiting = [];
    }
  }
  if (waiting.length > 0) yield waiting;
}

/** Each entry behind its length in two bytes. */
function bundleOf(leaves: readonly Leaf[]): Buffer {
  return Buffer.concat(
    leaves.flatMap(({ body }) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(body.length);
      return [length, body];
    }),
  );
}

async function* signedFiles(): AsyncGenerator<ArchiveFile> {
  const lines: string[] = [];
  let newest = "";
  for await (const { note, signedAt } of readCheckpoints()) {
    lines.push(`${JSON.stringify({ signedAt, note })}\n`);
    newest = note;
  }
  if (newest) yield { name: "checkpoint", bytes: Buffer.from(newest) };
  yield { name: "checkpoints.ndjson", bytes: Buffer.from(lines.join("")) };
  const keys = (await knownKeys()).map((key) => `${verifierKey(key)}\n`);
  yield { name: "keys", bytes: Buffer.from(keys.join("")) };
}
