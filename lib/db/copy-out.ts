import "server-only";
import type { Duplex } from "node:stream";
import type pg from "pg";

/** What a COPY gave: the server's messages as they came, for copiedCells. */
export interface Copied {
  bytes: Buffer;
  /** Of them: one for each row, and in the binary format one for the end. */
  messages: number;
  /** The memory that `bytes` is a part of, to be handed in again once nobody looks at them. */
  memory: Buffer;
}

const FIRST_BYTES = 64 * 1024;
const HEADER_BYTES = 5;
const COPY_DATA = "d".charCodeAt(0);
const READY_FOR_QUERY = "Z".charCodeAt(0);

/**
 * Runs a COPY … TO STDOUT and gathers all that it gives, in `memory` if there is room: as bytes, which the driver makes
 * texts of in any other result. For pages of a bounded size.
 */
export async function copyOut(pool: pg.Pool, sql: string, memory?: Buffer): Promise<Copied> {
  const client = await pool.connect();
  try {
    return await new Promise((resolve, reject) => {
      client.query(new CopyOut(sql, memory ?? Buffer.allocUnsafe(FIRST_BYTES), resolve, reject));
    });
  } finally {
    client.release();
  }
}

type Listener = (chunk: Buffer) => void;

/**
 * Reads the socket in the driver's place, which would make an object and an event of each row. All messages but those
 * with rows are the driver's own; from the last of them on, the socket is its own again.
 */
class CopyOut implements pg.Submittable {
  private size = 0;
  /** Where the next message begins, which may not have come yet. */
  private next = 0;
  private messages = 0;
  private stream!: Duplex;
  private drivers: Listener[] = [];

  constructor(
    private readonly sql: string,
    private memory: Buffer,
    private readonly done: (copied: Copied) => void,
    readonly handleError: (error: Error) => void,
  ) {}

  submit(connection: pg.Connection): void {
    this.stream = connection.stream;
    this.drivers = this.stream.listeners("data") as Listener[];
    this.stream.on("data", this.take);
    for (const driver of this.drivers) this.stream.off("data", driver);
    connection.query(this.sql);
  }

  /** The chunk is the socket's own memory: it is copied. */
  private readonly take = (chunk: Buffer): void => {
    this.makeRoom(chunk.length);
    this.memory.set(chunk, this.size);
    this.size += chunk.length;
    while (this.next + HEADER_BYTES <= this.size) {
      const kind = this.memory[this.next];
      const end = this.next + 1 + this.memory.readUInt32BE(this.next + 1);
      if (kind === COPY_DATA) {
        this.messages += 1;
      } else {
        if (end > this.size) return;
        if (kind === READY_FOR_QUERY) {
          this.handBack();
          return;
        }
        this.tellDriver(this.memory.subarray(this.next, end));
      }
      this.next = end;
    }
  };

  private makeRoom(bytes: number): void {
    if (this.size + bytes <= this.memory.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.size + bytes, this.memory.length * 2));
    larger.set(this.memory.subarray(0, this.size));
    this.memory = larger;
  }

  private tellDriver(message: Buffer): void {
    for (const driver of this.drivers) driver(message);
  }

  /** A copy: the driver may keep what has come behind, and the memory will be used again. */
  private handBack(): void {
    for (const driver of this.drivers) this.stream.on("data", driver);
    this.stream.off("data", this.take);
    this.tellDriver(Buffer.from(this.memory.subarray(this.next, this.size)));
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.done({ bytes: this.memory.subarray(0, this.next), messages: this.messages, memory: this.memory });
  }
}
