import "server-only";
import { readChangeVersion } from "@/lib/db/change-version";
import { listenForChanges } from "@/lib/db/client";
import { CHANGE_TOPICS, type ChangeTopic } from "@/lib/db/notify";
import { loggerFor } from "@/lib/telemetry/logger";

const log = loggerFor("live");

/** "resync": changes may have been missed, all is to be read again. "deaf": nothing is heard until the next resync. */
export type FeedEvent = { kind: "change"; topics: readonly ChangeTopic[] } | { kind: "resync" } | { kind: "deaf" };

export interface ChangeFeed {
  /** The newest change that is known here; null until the first one was read. */
  version(): number | null;
  /** Since when (epoch ms) changes are not heard; null while they are. */
  downSince(): number | null;
  subscribe(subscriber: (event: FeedEvent) => void): void;
  stop(): Promise<void>;
}

/** How often it is checked that no change went unheard, as behind a pooler that swallows notices. */
const CHECK_EVERY_MS = 10_000;
/** The time a notice may take. */
const GRACE_MS = 1_000;

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalChangeFeed?: ChangeFeed };

/** The feed of this process; undefined before it was started. */
export function changeFeed(): ChangeFeed | undefined {
  return holder.portalChangeFeed;
}

/** Hears of every change that any replica commits. One per process, however many browsers follow it. */
export async function startChangeFeed(checkEveryMs = CHECK_EVERY_MS): Promise<ChangeFeed> {
  const subscribers = new Set<(event: FeedEvent) => void>();
  let version: number | null = null;
  let downSince: number | null = Date.now();
  let resyncOwed = false;
  const emit = (event: FeedEvent) => {
    for (const subscriber of subscribers) subscriber(event);
  };

  /** What is newer in the database than here was missed; while nothing was heard, anything may have been. */
  async function catchUp(): Promise<void> {
    const found = await readChangeVersion();
    const missed = version !== null && (resyncOwed || found > version);
    version = Math.max(version ?? 0, found);
    resyncOwed = false;
    if (missed) emit({ kind: "resync" });
  }

  async function check(): Promise<void> {
    if (downSince !== null) return;
    const found = await readChangeVersion();
    if (version !== null && found <= version && !resyncOwed) return;
    await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
    await catchUp();
  }

  const stopListening = await listenForChanges({
    onNotice(payload) {
      const [topic = "", number = ""] = payload.split(" ");
      const heard = Number(number);
      const known = CHANGE_TOPICS.find((one) => one === topic);
      // Versions come one after another: a gap is a notice that was missed.
      const topics = known && (version === null || heard <= version + 1) ? [known] : CHANGE_TOPICS;
      version = Math.max(version ?? 0, heard);
      emit({ kind: "change", topics });
    },
    onUp() {
      downSince = null;
      catchUp().catch((error) => log.warn({ err: error }, "the version of the data could not be read"));
    },
    onDown() {
      downSince = Date.now();
      resyncOwed = true;
      log.warn("changes are not heard: the listening connection was lost");
      emit({ kind: "deaf" });
    },
  });
  const timer = setInterval(() => {
    check().catch((error) => log.warn({ err: error }, "the version of the data could not be checked"));
  }, checkEveryMs);
  timer.unref();
  const feed: ChangeFeed = {
    version: () => version,
    downSince: () => downSince,
    subscribe: (subscriber) => void subscribers.add(subscriber),
    async stop() {
      clearInterval(timer);
      downSince = Date.now();
      await stopListening();
    },
  };
  holder.portalChangeFeed = feed;
  return feed;
}
