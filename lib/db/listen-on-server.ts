import "server-only";
import pg from "pg";
import type { Listener, StopListening } from "./listener";
import { CHANGE_CHANNEL } from "./notify";

const CONNECT_MS = 5_000;
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 10_000;
/** A connection whose other end vanished without a word is found this way. */
const CHECK_EVERY_MS = 15_000;
const CHECK_MS = 5_000;

/**
 * Listens on a connection of its own: one from the pool may be handed to a query at any time. A lost connection is
 * opened again, with pauses that grow to ten seconds.
 */
export function listenOnServer(url: string, listener: Listener): StopListening {
  let stopped = false;
  let failures = 0;
  let client: pg.Client;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const mine = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: CHECK_MS,
      application_name: "portal-listener",
    });
    client = mine;
    let state: "opening" | "up" | "lost" = "opening";
    const lose = () => {
      if (state === "lost") return;
      const wasUp = state === "up";
      state = "lost";
      clearTimeout(timer);
      void mine.end().catch(() => undefined);
      if (stopped) return;
      if (wasUp) listener.onDown();
      const pause = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++);
      timer = setTimeout(connect, pause * (0.5 + Math.random()));
      timer.unref();
    };
    mine.on("error", lose).on("end", lose);
    mine.on("notification", ({ payload }) => {
      if (!stopped) listener.onNotice(payload ?? "");
    });
    try {
      await mine.connect();
      await mine.query(`LISTEN ${CHANGE_CHANNEL}`);
    } catch {
      return lose();
    }
    if (stopped || state !== "opening") return;
    state = "up";
    failures = 0;
    check(mine, lose);
    listener.onUp();
  }

  function check(mine: pg.Client, lose: () => void): void {
    timer = setTimeout(() => mine.query("SELECT 1").then(() => check(mine, lose), lose), CHECK_EVERY_MS);
    timer.unref();
  }

  void connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client.end().catch(() => undefined);
  };
}
