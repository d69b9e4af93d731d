import "server-only";
import { Duplex } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { PGlite } from "@electric-sql/pglite";

/** How long statements may follow each other before the process looks at whatever else has come. */
const TURN_MS = 10;

/**
 * A transport without a socket: pg.Client speaks its wire protocol straight to an in-process PGlite.
 * The no-op methods are those of net.Socket that pg calls.
 */
export class PGliteStream extends Duplex {
  private turnedAt = performance.now();
  private betweenStatements = true;

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
        await this.letOthersIn();
        const reply = await this.db.execProtocolRaw(new Uint8Array(chunk));
        this.betweenStatements = endsReady(reply);
        if (reply.length) this.push(Buffer.from(reply));
      })
      .then(() => done(), done);
  }

  /**
   * The engine answers within the same turn of the event loop: a transaction would otherwise run to its end, and the
   * next one after it, while connections are neither accepted nor read. Never between the messages of one statement:
   * after a pause there, the client does not survive an error.
   */
  private async letOthersIn(): Promise<void> {
    if (!this.betweenStatements || performance.now() - this.turnedAt < TURN_MS) return;
    await nextTurn();
    this.turnedAt = performance.now();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }
}

/** Whether a reply ends with ReadyForQuery: "Z", a length of five, the state. */
function endsReady(reply: Uint8Array): boolean {
  return reply.at(-6) === 0x5a && reply.at(-2) === 5;
}
