import "server-only";
import type pg from "pg";

/** What a COPY gave: its bytes in one piece, and where each row begins. */
export interface Copied {
  bytes: Buffer;
  rows: number[];
}

const FIRST_BYTES = 64 * 1024;
/** Pages follow one another and are much alike: room is made once, not by doubling. */
let usualBytes = FIRST_BYTES;

/**
 * Runs a COPY … TO STDOUT and gathers all that it gives: as bytes, which the driver makes texts of in any other
 * result. For pages of a bounded size.
 */
export async function copyOut(pool: pg.Pool, sql: string): Promise<Copied> {
  const client = await pool.connect();
  try {
    return await new Promise((resolve, reject) => {
      client.query(new CopyOut(sql, resolve, reject));
    });
  } finally {
    client.release();
  }
}

/** The driver hands the server's messages to whatever is under way, by these names. */
class CopyOut implements pg.Submittable {
  private bytes = Buffer.allocUnsafe(usualBytes);
  private size = 0;
  private readonly rows: number[] = [];

  constructor(
    private readonly sql: string,
    private readonly done: (copied: Copied) => void,
    readonly handleError: (error: Error) => void,
  ) {}

  submit(connection: pg.Connection): void {
    connection.query(this.sql);
  }

  /** The chunk is the driver's own memory: it is copied. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.size + chunk.length > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.size + chunk.length, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.size));
      this.bytes = larger;
    }
    this.bytes.set(chunk, this.size);
    this.rows.push(this.size);
    this.size += chunk.length;
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    usualBytes = Math.max(FIRST_BYTES, Math.ceil(this.size * 1.05));
    this.done({ bytes: this.bytes.subarray(0, this.size), rows: this.rows });
  }
}
