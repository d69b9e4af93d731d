import "server-only";
import { env } from "@/lib/env";
import { buildId } from "./build-id";
import { type ChangeFeed, startChangeFeed } from "./change-feed";
import { StreamHub } from "./stream-hub";

interface LiveUpdates {
  feed: ChangeFeed;
  hub: StreamHub;
}

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalLiveUpdates?: LiveUpdates };

/** Undefined before they were started. */
export function liveUpdates(): LiveUpdates | undefined {
  return holder.portalLiveUpdates;
}

/** Begins to listen for changes and to tell browsers of them. Once per process. */
export async function startLiveUpdates(): Promise<LiveUpdates> {
  const feed = await startChangeFeed();
  const hub = new StreamHub({ feed, build: buildId(), perUser: env().LIVE_STREAMS_PER_USER });
  holder.portalLiveUpdates = { feed, hub };
  return holder.portalLiveUpdates;
}

/** Ends every stream, then the listening. */
export async function stopLiveUpdates(): Promise<void> {
  const running = holder.portalLiveUpdates;
  holder.portalLiveUpdates = undefined;
  running?.hub.stop();
  await running?.feed.stop();
}
