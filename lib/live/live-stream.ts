import "server-only";
import type { ServerResponse } from "node:http";
import type { UserActor } from "@/lib/auth/actor";
import { eventText } from "./event-text";

/** A reader that falls behind by more is dropped: it will come again and read the present. */
export const MAX_BACKLOG_BYTES = 1024 * 1024;
/** A proper end takes one round trip; who has not taken it by then is gone. */
const END_MS = 5_000;

/** One open connection to a browser. */
export interface LiveStream {
  /** As last checked. */
  actor: UserActor;
  /** Epoch ms: a connection whose other end vanished is not kept for ever. */
  readonly endsAt: number;
  readonly outgoing: ServerResponse;
}

/** False: the reader has fallen too far behind, and the connection is cut. */
export function writeTo({ outgoing }: LiveStream, text: string): boolean {
  outgoing.write(text);
  if (outgoing.writableLength <= MAX_BACKLOG_BYTES) return true;
  outgoing.destroy();
  return false;
}

/** Ends the stream and tells the browser when to come again. */
export function endStream({ outgoing }: LiveStream, retryMs: number): void {
  outgoing.end(eventText.retry(retryMs));
  setTimeout(() => outgoing.destroy(), END_MS).unref();
}
