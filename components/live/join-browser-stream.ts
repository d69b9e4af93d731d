import type { LiveSignal, TellSignal } from "./live-signal";
import { type EventStream, openEventStream } from "./open-event-stream";

const NAME = "portal-live";
/** Longer than the leading tab itself waits for a beat. */
const LEADER_SILENT_MS = 60_000;

type Message = LiveSignal | { kind: "who" };

/**
 * One stream for all tabs of a browser (a browser opens six connections to an HTTP/1.1 server, and the portal five
 * streams to a person): the tab that holds the lock has it and passes on what it hears. When that tab closes, the next
 * in line takes over; when it freezes, another takes the lock from it. Without locks or channels each tab has its own.
 */
export function joinBrowserStream(tell: TellSignal): EventStream {
  // Locks are only there where the connection is secure.
  if (!navigator.locks || typeof BroadcastChannel === "undefined") return openEventStream(tell);
  const channel = new BroadcastChannel(NAME);
  const left = new AbortController();
  let stream: EventStream | undefined;
  let last: LiveSignal = { kind: "closed" };
  let build: string | null = null;
  let caughtUp = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function passOn(signal: LiveSignal) {
    if (signal.kind === "resync" || signal.kind === "open") build = signal.build ?? build;
    last = signal;
    channel.postMessage(signal);
    tell(signal);
  }

  function lead(options: LockOptions) {
    navigator.locks
      .request(NAME, options, () => {
        if (left.signal.aborted) return;
        clearTimeout(timer);
        stream = openEventStream(passOn);
        // Held until this tab leaves; a stolen lock rejects the request instead.
        return new Promise<void>((resolve) => left.signal.addEventListener("abort", () => resolve()));
      })
      .catch(() => {
        stream?.close();
        stream = undefined;
        if (!left.signal.aborted) follow();
      });
  }

  function follow() {
    watchLeader();
    lead({ signal: left.signal });
    channel.postMessage({ kind: "who" } satisfies Message);
  }

  function watchLeader() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      tell({ kind: "closed" });
      lead({ steal: true });
    }, LEADER_SILENT_MS);
  }

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === "who") {
      if (stream) channel.postMessage(last.kind === "closed" ? last : ({ kind: "open", build } satisfies Message));
    } else if (!stream) {
      watchLeader();
      tell(caughtUp || data.kind === "closed" ? data : { kind: "resync", build: "build" in data ? data.build : null });
      // What a tab that just came has drawn may be older than the last change.
      caughtUp ||= data.kind !== "closed";
    }
  };
  follow();
  return {
    wake: () => stream?.wake(),
    close() {
      left.abort();
      clearTimeout(timer);
      stream?.close();
      channel.close();
    },
  };
}
