import "server-only";
import type { AuditEntry } from "@/generated/prisma/client";
import { type CopiedCells, copiedCells } from "@/lib/db/copied-cells";

/** In the order of the table. */
export const LEDGER_COLUMNS = [
  ...(["seq", "recorded_at", "action", "outcome", "actor_kind", "actor_id", "actor_name", "subject"] as const),
  ...(["request_id", "body", "prev_hash", "hash"] as const),
];
export type LedgerColumn = (typeof LEDGER_COLUMNS)[number];

const PLACE = Object.fromEntries(LEDGER_COLUMNS.map((name, index) => [name, index])) as Record<LedgerColumn, number>;
const TWO_TO_32 = 2 ** 32;
const EPOCH_2000_MS = 946_684_800_000;

/** A page of stored entries, as the database sent them. Nothing is made of a cell before it is asked for. */
export class LedgerPage {
  private readonly cells: CopiedCells;

  constructor(bytes: Buffer, mostRows: number) {
    this.cells = copiedCells(bytes, LEDGER_COLUMNS.length, mostRows);
  }

  get count(): number {
    return this.cells.count;
  }

  /** All of the page's bytes; `start` and `end` say where a cell lies. */
  get all(): Buffer {
    return this.cells.bytes;
  }

  /** Negative for null. */
  start(row: number, column: LedgerColumn): number {
    return this.cells.from[row * LEDGER_COLUMNS.length + PLACE[column]]!;
  }

  end(row: number, column: LedgerColumn): number {
    return this.cells.to[row * LEDGER_COLUMNS.length + PLACE[column]]!;
  }

  bytes(row: number, column: "body" | "prev_hash" | "hash"): Buffer {
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
      action: this.text(row, "action")!,
      outcome: this.text(row, "outcome")!,
      actorKind: this.text(row, "actor_kind")!,
      actorId: this.text(row, "actor_id"),
      actorName: this.text(row, "actor_name"),
      subject: this.text(row, "subject"),
      requestId: this.text(row, "request_id"),
      body: new Uint8Array(this.bytes(row, "body")),
      prevHash: new Uint8Array(this.bytes(row, "prev_hash")),
      hash: new Uint8Array(this.bytes(row, "hash")),
    };
  }

  seq(row: number): number {
    return this.integer(row, "seq");
  }

  /** Epoch milliseconds. */
  recordedAt(row: number): number {
    return this.integer(row, "recorded_at") / 1_000 + EPOCH_2000_MS;
  }

  private integer(row: number, column: LedgerColumn): number {
    const start = this.start(row, column);
    return this.all.readInt32BE(start) * TWO_TO_32 + this.all.readUInt32BE(start + 4);
  }
}
