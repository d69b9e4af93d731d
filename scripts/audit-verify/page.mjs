import { Memory } from "./memory.mjs";

/** Places of cells in a row; an archive has the first alone. */
export const COLUMN = {
  body: 0,
  hash: 1,
  seq: 2,
  recorded_at: 3,
  action: 4,
  outcome: 5,
  subject: 6,
  request_id: 7,
  actor_kind: 8,
  actor_id: 9,
  actor_name: 10,
};
export const ARCHIVE_WIDTH = 1;
export const TABLE_WIDTH = 11;

const HASH_BYTES = 32;
const EPOCH_2000_MS = 946_684_800_000;

/**
 * Entries in one piece of memory: where each cell begins and ends in it. Nothing is made of a cell before it is asked
 * for, and a million entries go through one page or two.
 */
export class Page extends Memory {
  count = 0;
  hashed = 0;

  constructor(width, mostRows) {
    super();
    this.width = width;
    /** The stored hashes: of the entry before the first, then of each, of which there are `hashed`. */
    this.hashes = new Memory(Buffer.alloc((1 + mostRows) * HASH_BYTES));
    this.from = new Int32Array(width * mostRows);
    this.to = new Int32Array(width * mostRows);
  }

  place(row, column, from, to) {
    this.from[row * this.width + column] = from;
    this.to[row * this.width + column] = to;
  }

  /** Negative for null. */
  start(row, column) {
    return this.from[row * this.width + column];
  }

  end(row, column) {
    return this.to[row * this.width + column];
  }

  /** Undefined in an archive, whose entries have the place that they stand in. */
  seq(row) {
    return this.width === TABLE_WIDTH ? this.#integer(row, COLUMN.seq) : undefined;
  }

  /** Epoch milliseconds. */
  recordedAt(row) {
    return this.#integer(row, COLUMN.recorded_at) / 1_000 + EPOCH_2000_MS;
  }

  text(row, column) {
    const start = this.start(row, column);
    return start < 0 ? null : this.bytes.toString("utf8", start, this.end(row, column));
  }

  /**
   * The bytes that are hashed as a leaf: a zero, then the entry's. Its length stands in front of it wherever it was read
   * from, and has been read: the zero takes the place of the last byte of that, so that nothing is copied.
   */
  leaf(row) {
    const start = this.start(row, COLUMN.body);
    this.bytes[start - 1] = 0;
    // Twice as fast as a subarray, of which there is one for each entry.
    return new Uint8Array(this.bytes.buffer, this.bytes.byteOffset + start - 1, this.end(row, COLUMN.body) - start + 1);
  }

  isEmpty(row) {
    return this.start(row, COLUMN.body) === this.end(row, COLUMN.body);
  }

  /** Brings the stored hashes together, which lie among a table's cells: up to one that is none. */
  gatherHashes() {
    for (this.hashed = 0; this.hashed < this.count; this.hashed++) {
      const start = this.start(this.hashed, COLUMN.hash);
      if (this.end(this.hashed, COLUMN.hash) - start !== HASH_BYTES) return;
      const to = (this.hashed + 1) * HASH_BYTES;
      for (let i = 0; i < HASH_BYTES; i += 4) this.hashes.view.setInt32(to + i, this.view.getInt32(start + i));
    }
  }

  /** A copy: the page's memory will be used again. */
  lastHash() {
    return Buffer.from(this.hashes.bytes.subarray(this.count * HASH_BYTES, (this.count + 1) * HASH_BYTES));
  }

  #integer(row, column) {
    const start = this.start(row, column);
    return this.bytes.readInt32BE(start) * 2 ** 32 + this.bytes.readUInt32BE(start + 4);
  }
}
