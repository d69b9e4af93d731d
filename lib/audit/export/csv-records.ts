import "server-only";
import { csvRow } from "@/lib/csv/csv-row";
import type { Copied } from "@/lib/db/copy-out";
import { csvCells } from "./csv-cells";

const HEADER_BYTES = 5;
const COPY_DATA = "d".charCodeAt(0);
const COMMA = ",".charCodeAt(0);
const LINE_END = Buffer.from("\r\n");
/** Behind the texts: two hashes in hexadecimal, each with its comma, before the body. */
const HASHES_BYTES = 2 * 65;
const BODY_BEGINS = Buffer.from('"{');
/** By byte: what a cell that is no formula may begin with. One that needs quotes begins with one. */
const BEGINS = Uint8Array.from({ length: 256 }, (_, byte) => (/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? 1 : 0));
/** More than the time in words is longer than in seconds, and the end of a line. */
const ROOM_PER_ROW = 32;

/**
 * A page of records as the database wrote them: number, time in seconds, `texts` texts, hashes and body. Told as csvRow
 * would: the time in words, no formulas, lines that end as RFC 4180 has it. Nearly all it only copies.
 */
export class CsvRecords {
  count = 0;
  memory: Buffer | undefined;
  private bytes: Buffer = Buffer.alloc(0);
  private lastTime = { seconds: "", text: "" };

  constructor(private readonly texts: number) {}

  fill({ bytes, messages, memory }: Copied): void {
    this.memory = memory;
    this.bytes = bytes;
    this.count = messages;
  }

  records(): Buffer {
    const out = Buffer.allocUnsafe(this.bytes.length + this.count * ROOM_PER_ROW);
    const strange: { at: number; record: string }[] = [];
    let size = 0;
    for (const [start, end] of this.lines()) {
      const written = this.copyRecord(start, end, out, size);
      if (written < 0) strange.push({ at: size, record: this.rewritten(start, end) });
      else size = written;
    }
    return strange.length === 0 ? out.subarray(0, size) : merged(out.subarray(0, size), strange);
  }

  lastSeq(): number {
    let seq = -1;
    for (const [start] of this.lines()) seq = Number(this.text(start, this.bytes.indexOf(COMMA, start)));
    return seq;
  }

  /** Where each line begins and ends, its line feed left out. */
  private *lines(): Generator<[number, number]> {
    const { bytes } = this;
    for (let at = 0; at < bytes.length; ) {
      const end = at + 1 + bytes.readUInt32BE(at + 1);
      if (bytes[at] === COPY_DATA) yield [at + HEADER_BYTES, end - 1];
      at = end;
    }
  }

  /** Where the record ends in `out`; negative, and nothing of it counts, when it has to be rewritten. */
  private copyRecord(start: number, end: number, out: Buffer, size: number): number {
    const { bytes } = this;
    const time = bytes.indexOf(COMMA, start) + 1;
    const texts = bytes.indexOf(COMMA, time) + 1;
    let at = texts;
    for (let cell = 0; cell < this.texts; cell++) {
      if (bytes[at] !== COMMA && BEGINS[bytes[at]!] === 0) return -1;
      while (bytes[at] !== COMMA) at += 1;
      at += 1;
    }
    const body = at + HASHES_BYTES;
    if (bytes[body] !== BODY_BEGINS[0] || bytes[body + 1] !== BODY_BEGINS[1]) return -1;
    let into = size + bytes.copy(out, size, start, time);
    into += out.write(this.time(this.text(time, texts - 1)), into, "latin1");
    into += bytes.copy(out, into, texts - 1, end);
    return into + LINE_END.copy(out, into);
  }

  private rewritten(start: number, end: number): string {
    const [seq, seconds, ...texts] = csvCells(this.bytes.toString("utf8", start, end));
    return csvRow([Number(seq), this.time(seconds ?? ""), ...texts]);
  }

  /** ISO 8601 in UTC. Entries that were written together have one time. */
  private time(seconds: string): string {
    if (this.lastTime.seconds !== seconds)
      this.lastTime = { seconds, text: new Date(Math.round(Number(seconds) * 1_000)).toISOString() };
    return this.lastTime.text;
  }

  private text(start: number, end: number): string {
    return this.bytes.toString("latin1", start, end);
  }
}

function merged(copied: Buffer, strange: readonly { at: number; record: string }[]): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { at, record } of strange) {
    parts.push(copied.subarray(from, at), Buffer.from(record));
    from = at;
  }
  return Buffer.concat([...parts, copied.subarray(from)]);
}
