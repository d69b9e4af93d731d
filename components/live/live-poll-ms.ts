import { liveStatus } from "./live-status";

const STREAMING_MS = 30_000;
const ALONE_MS = 5_000;

/** How often a list asks by itself: seldom while the stream tells of changes, else every five seconds. */
export function livePollMs(): number {
  return liveStatus().downSince === null ? STREAMING_MS : ALONE_MS;
}
