import "server-only";
import type { Copied } from "@/lib/db/copy-out";

const HEADER_BYTES = 5;
const COPY_DATA = "d".charCodeAt(0);
const COMMA = ",".charCodeAt(0);
const CARRIAGE_RETURN = "\r".charCodeAt(0);
const LINE_FEED = "\n".charCodeAt(0);

/** A page of records that the database wrote. Its lines end with a line feed alone; RFC 4180 has both. */
export class CsvRecords {
  records: Buffer = Buffer.alloc(0);
  count = 0;
  memory: Buffer | undefined;
  private last = 0;

  fill({ bytes, messages, memory }: Copied): void {
    this.memory = memory;
    this.count = messages;
    const out = Buffer.allocUnsafe(bytes.length); // a message's head is longer than what its line gains
    let size = 0;
    for (let at = 0; at < bytes.length; ) {
      const end = at + 1 + bytes.readUInt32BE(at + 1);
      if (bytes[at] === COPY_DATA) {
        this.last = size;
        size += bytes.copy(out, size, at + HEADER_BYTES, end - 1);
        out[size++] = CARRIAGE_RETURN;
        out[size++] = LINE_FEED;
      }
      at = end;
    }
    this.records = out.subarray(0, size);
  }

  lastSeq(): number {
    return Number(this.records.toString("latin1", this.last, this.records.indexOf(COMMA, this.last)));
  }
}
