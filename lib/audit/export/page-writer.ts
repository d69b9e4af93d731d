import "server-only";

const HEX = Buffer.from("0123456789abcdef");
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

let lastTime = { ms: Number.NaN, text: Buffer.alloc(0) };

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

  text(text: string): void {
    this.at += this.out.write(text, this.at);
  }

  number(value: number): void {
    this.text(String(value));
  }

  /** ISO 8601 in UTC. Entries that were written together have one time. */
  time(ms: number): void {
    if (lastTime.ms !== ms) lastTime = { ms, text: Buffer.from(new Date(ms).toISOString()) };
    this.ascii(lastTime.text);
  }

  copy(start: number, end: number): void {
    const { out, source } = this;
    let { at } = this;
    for (let i = start; i < end; i++) out[at++] = source[i]!;
    this.at = at;
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

  /** In quotes, as RFC 4180 has them: a quote inside is doubled. */
  csvQuoted(start: number, end: number): void {
    const { out, source } = this;
    let { at } = this;
    out[at++] = QUOTE;
    for (let i = start; i < end; i++) {
      const byte = source[i]!;
      if (byte === QUOTE) out[at++] = QUOTE;
      out[at++] = byte;
    }
    out[at++] = QUOTE;
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
