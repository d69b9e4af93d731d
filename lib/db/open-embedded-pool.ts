import "server-only";
import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { BulkClient } from "./bulk";
import type { Listener, StopListening } from "./listener";
import { CHANGE_CHANNEL } from "./notify";
import { PGliteStream } from "./pglite-stream";

/** The embedded engine as the stock driver sees it. */
export interface EmbeddedPool {
  pool: pg.Pool;
  listen(listener: Listener): StopListening;
}

/**
 * One session only: the embedded engine has no concurrency, so a second connection would share its state. The session
 * therefore listens too, and hears of its own changes between the replies to its queries.
 */
export function openEmbeddedPool(engine: PGlite): EmbeddedPool {
  const pool = new pg.Pool({
    user: "postgres",
    database: "postgres",
    max: 1,
    idleTimeoutMillis: 0,
    stream: () => new PGliteStream(engine),
    Client: BulkClient,
  } as unknown as pg.PoolConfig);
  const listeners = new Set<Listener>();
  pool.on("connect", (client) => {
    client.on("notification", ({ payload }) => {
      for (const listener of listeners) listener.onNotice(payload ?? "");
    });
  });
  return {
    pool,
    listen(listener) {
      pool.query(`LISTEN ${CHANGE_CHANNEL}`).then(
        () => {
          listeners.add(listener);
          listener.onUp();
        },
        () => undefined, // closed before it began
      );
      return async () => {
        listeners.delete(listener);
      };
    },
  };
}
