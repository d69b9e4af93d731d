import "server-only";
import { Duplex } from "node:stream";
import type { PGlite } from "@electric-sql/pglite";

/**
 * A transport without a socket: pg.Client speaks its wire protocol straight to an in-process PGlite.
 * The no-op methods are those of net.Socket that pg calls.
 */
export class PGliteStream extends Duplex {
  constructor(private readonly db: PGlite) {
    super();
  }

  connect(): this {
    queueMicrotask(() => this.emit("connect"));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.db
      .runExclusive(async () => {
        const reply = await this.db.execProtocolRaw(new Uint8Array(chunk));
        if (reply.length) this.push(Buffer.from(reply));
      })
      .then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }
}
