import "server-only";
import type { AuditEntry } from "@/generated/prisma/client";
import { copiedCells } from "@/lib/db/copied-cells";
import type { Copied } from "@/lib/db/copy-out";

/** In the order of the table; the numbers are places in a row. */
export const COLUMN = {
  seq: 0,
  recorded_at: 1,
  action: 2,
  outcome: 3,
  actor_kind: 4,
  actor_id: 5,
  actor_name: 6,
  subject: 7,
  request_id: 8,
  body: 9,
  prev_hash: 10,
  hash: 11,
} as const;
export type LedgerColumn = (typeof COLUMN)[keyof typeof COLUMN];

const COLUMNS = Object.keys(COLUMN).length;
const TWO_TO_32 = 2 ** 32;
const EPOCH_2000_MS = 946_684_800_000;

/** A page of stored entries, as the database sent them. Nothing is made of a cell before it is asked for. */
export class LedgerPage {
  /** All of the page's bytes; `start` and `end` say where a cell lies. */
  all: Buffer = Buffer.alloc(0);
  count = 0;
  /** For the entries that will be filled in next: a million go through two pages. */
  memory: Buffer | undefined;
  private readonly from: Int32Array;
  private readonly to: Int32Array;

  constructor(mostRows: number) {
    this.from = new Int32Array(COLUMNS * mostRows);
    this.to = new Int32Array(COLUMNS * mostRows);
  }

  /** Other entries in place of those that it held. */
  fill(copied: Copied): void {
    copiedCells(copied, COLUMNS, this.from, this.to);
    this.all = copied.bytes;
    this.count = copied.messages - 1; // the last one is the end
    this.memory = copied.memory;
  }

  /** Negative for null. */
  start(row: number, column: LedgerColumn): number {
    return this.from[row * COLUMNS + column]!;
  }

  end(row: number, column: LedgerColumn): number {
    return this.to[row * COLUMNS + column]!;
  }

  bytes(row: number, column: LedgerColumn): Buffer {
    return this.all.subarray(this.start(row, column), this.end(row, column));
  }

  text(row: number, column: LedgerColumn): string | null {
    const start = this.start(row, column);
    return start < 0 ? null : this.all.toString("utf8", start, this.end(row, column));
  }

  /** Whether the cell holds just these bytes; nothing is made of it. */
  holds(row: number, column: LedgerColumn, bytes: Uint8Array): boolean {
    const start = this.start(row, column);
    if (this.end(row, column) - start !== bytes.length) return false;
    const { all } = this;
    for (let i = 0; i < bytes.length; i++) if (all[start + i] !== bytes[i]) return false;
    return true;
  }

  /** The whole entry, as the database's client gives it. */
  entry(row: number): AuditEntry {
    return {
      seq: BigInt(this.seq(row)),
      recordedAt: new Date(this.recordedAt(row)),
      action: this.text(row, COLUMN.action)!,
      outcome: this.text(row, COLUMN.outcome)!,
      actorKind: this.text(row, COLUMN.actor_kind)!,
      actorId: this.text(row, COLUMN.actor_id),
      actorName: this.text(row, COLUMN.actor_name),
      subject: this.text(row, COLUMN.subject),
      requestId: this.text(row, COLUMN.request_id),
      body: new Uint8Array(this.bytes(row, COLUMN.body)),
      prevHash: new Uint8Array(this.bytes(row, COLUMN.prev_hash)),
      hash: new Uint8Array(this.bytes(row, COLUMN.hash)),
    };
  }

  lastSeq(): number {
    return this.seq(this.count - 1);
  }

  seq(row: number): number {
    return this.integer(row, COLUMN.seq);
  }

  /** Epoch milliseconds. */
  recordedAt(row: number): number {
    return this.integer(row, COLUMN.recorded_at) / 1_000 + EPOCH_2000_MS;
  }

  private integer(row: number, column: LedgerColumn): number {
    const start = this.start(row, column);
    return this.all.readInt32BE(start) * TWO_TO_32 + this.all.readUInt32BE(start + 4);
  }
}
