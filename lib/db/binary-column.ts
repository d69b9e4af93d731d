import "server-only";

/** PostgreSQL's numbers of the element types. */
const OID = { text: 25, bytea: 17, uuid: 2950, int4: 23, int8: 20, timestamptz: 1184, bool: 16 } as const;
export type ElementType = keyof typeof OID;

const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;

/**
 * A one-dimensional array in PostgreSQL's binary format, whose elements are written where they will be sent from: first
 * `place`, then the element into `bytes` there, then `end`.
 */
export class BinaryColumn {
  bytes: Buffer;
  private at = HEADER_BYTES;

  /** `room`: bytes that the elements will take together, more or less. */
  constructor(
    type: ElementType,
    private readonly count: number,
    room: number,
  ) {
    this.bytes = Buffer.allocUnsafe(HEADER_BYTES + count * LENGTH_BYTES + room);
    this.bytes.writeInt32BE(1, 0); // dimensions
    this.bytes.writeInt32BE(1, 4); // may hold nulls
    this.bytes.writeInt32BE(OID[type], 8);
    this.bytes.writeInt32BE(count, 12);
    this.bytes.writeInt32BE(1, 16); // first index
  }

  /** Where the next element goes, which takes `most` bytes at most. The bytes before it are the column's own. */
  place(most: number): number {
    const start = this.at + LENGTH_BYTES;
    if (start + most > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(start + most, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.at));
      this.bytes = larger;
    }
    return start;
  }

  /** The element took so many bytes; -1: it is null. */
  end(length: number): void {
    this.bytes.writeInt32BE(length, this.at);
    this.at += LENGTH_BYTES + Math.max(0, length);
  }

  finished(): Uint8Array {
    return this.bytes.subarray(0, this.at);
  }

  /** The array with its one element `count` times: written once, and copied by doubling. */
  repeated(): Uint8Array {
    const size = this.at - HEADER_BYTES;
    const whole = Buffer.allocUnsafe(HEADER_BYTES + size * this.count);
    whole.set(this.bytes.subarray(0, this.at));
    for (let done = 1; done < this.count; done *= 2) {
      const copied = Math.min(done, this.count - done);
      whole.copyWithin(HEADER_BYTES + done * size, HEADER_BYTES, HEADER_BYTES + copied * size);
    }
    return whole;
  }
}
