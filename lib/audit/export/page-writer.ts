import "server-only";

const HEX = Buffer.from("0123456789abcdef");
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

/**
 * Writes cells of a page into one buffer, byte by byte: a text for each of millions of cells would cost most of all, and
 * a field read for each byte as much again.
 */
export class PageWriter {
  private at = 0;
  private readonly out: Buffer;

  constructor(
    private readonly source: Buffer,
    room: number,
  ) {
    this.out = Buffer.allocUnsafe(room);
  }

  get written(): Buffer {
    return this.out.subarray(0, this.at);
  }

  ascii(text: Buffer): void {
    const { out } = this;
    let { at } = this;
    for (let i = 0; i < text.length; i++) out[at++] = text[i]!;
    this.at = at;
  }

  number(value: number): void {
    this.at += this.out.write(String(value), this.at);
  }

  hex(start: number, end: number): void {
    const { out, source } = this;
    let { at } = this;
    for (let i = start; i < end; i++) {
      const byte = source[i]!;
      out[at++] = HEX[byte >> 4]!;
      out[at++] = HEX[byte & 15]!;
    }
    this.at = at;
  }

  /** As a string of JSON. */
  jsonString(start: number, end: number): void {
    const { out, source } = this;
    let { at } = this;
    out[at++] = QUOTE;
    for (let i = start; i < end; i++) {
      const byte = source[i]!;
      if (byte < FIRST_PRINTABLE) {
        at += out.write(`\\u00${byte.toString(16).padStart(2, "0")}`, at);
        continue;
      }
      if (byte === QUOTE || byte === BACKSLASH) out[at++] = BACKSLASH;
      out[at++] = byte;
    }
    out[at++] = QUOTE;
    this.at = at;
  }
}
