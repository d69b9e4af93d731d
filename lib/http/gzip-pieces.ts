import "server-only";
import { constants, crc32, deflateRawSync } from "node:zlib";
import { crc32Combine, crc32Shift } from "./crc32-combine";

/** A stretch of text, compressed so that it may stand anywhere in any gzip stream. */
export interface GzipPiece {
  bytes: Uint8Array<ArrayBuffer>;
  crc: number;
  shift: number;
  length: number;
}

const HEADER = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]); // RFC 1952: deflate, no name, no time
const LAST_BLOCK = [0x03, 0x00]; // an empty final block

/** Compresses once what many will read: it refers to nothing before it and ends on a byte (a full flush). */
export function gzipPiece(text: string): GzipPiece {
  const plain = Buffer.from(text);
  const bytes = new Uint8Array(deflateRawSync(plain, { finishFlush: constants.Z_FULL_FLUSH, level: 6 }));
  return { bytes, crc: crc32(plain), shift: crc32Shift(plain.length), length: plain.length };
}

/**
 * Joins pieces to one gzip stream. Several gzip members one after another would be legal as well, but Chromium
 * stops reading after the first.
 */
export async function* gzipStream(pieces: AsyncIterable<GzipPiece>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let crc = 0;
  let length = 0;
  let begun = false;
  for await (const piece of pieces) {
    crc = crc32Combine(crc, piece.crc, piece.shift);
    length += piece.length;
    if (!begun) yield HEADER.slice(); // in one packet with the first piece, not in one of its own before it
    begun = true;
    yield piece.bytes;
  }
  const trailer = new DataView(new ArrayBuffer(10));
  LAST_BLOCK.forEach((byte, index) => {
    trailer.setUint8(index, byte);
  });
  trailer.setUint32(2, crc, true);
  trailer.setUint32(6, length % 2 ** 32, true);
  if (!begun) yield HEADER.slice();
  yield new Uint8Array(trailer.buffer);
}
