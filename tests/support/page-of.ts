import { LedgerPage } from "@/lib/audit/ledger-page";
import type { SealedEntry } from "@/lib/audit/seal-entry";

const HEADER = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
const EPOCH_2000_MS = 946_684_800_000;

/** Entries as the database's binary COPY sends them: a message for each, and one for the end. */
export function pageOf(rows: readonly SealedEntry[]): LedgerPage {
  const parts = [...rows.map((row) => Buffer.concat(rowOf(row))), Buffer.of(0xff, 0xff)];
  const messages = parts.map((part, index) => (index === 0 ? Buffer.concat([HEADER, part]) : part));
  const bytes = Buffer.concat(messages.flatMap((message) => [Buffer.from("d"), int4(message.length + 4), message]));
  const page = new LedgerPage(rows.length);
  page.fill({ bytes, messages: messages.length, memory: bytes });
  return page;
}

function rowOf(row: SealedEntry): Buffer[] {
  const text = (value: string | null) => (value === null ? null : Buffer.from(value));
  const cells = [
    int8(row.seq),
    int8(BigInt(row.recordedAt.getTime() - EPOCH_2000_MS) * 1_000n),
    ...[row.action, row.outcome, row.actorKind, row.actorId, row.actorName, row.subject, row.requestId].map(text),
    row.body,
    Buffer.from(row.prevHash),
    row.hash,
  ];
  return [Buffer.of(0, cells.length), ...cells.flatMap((cell) => [int4(cell?.length ?? -1), cell ?? Buffer.alloc(0)])];
}

function int4(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int8(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}
