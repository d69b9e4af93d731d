const FIRST_BYTES = 131_072;

/** Bytes, and a view of them, which reads and writes several at once wherever they lie. */
export class Memory {
  constructor(bytes = Buffer.alloc(0)) {
    this.#take(bytes);
  }

  /** Room for more behind what is there, of `least` bytes at least. */
  grow(least = FIRST_BYTES) {
    const larger = Buffer.alloc(Math.max(least, this.bytes.length * 2));
    larger.set(this.bytes);
    this.#take(larger);
  }

  #take(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }
}
