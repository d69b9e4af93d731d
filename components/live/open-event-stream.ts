import type { TellSignal } from "./live-signal";

const ADDRESS = "/api/events";
/** The server beats every 15 seconds: after this long without a word the connection only looks open. */
const SILENT_MS = 40_000;
const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 60_000;

export interface EventStream {
  /** The tab was asleep or offline: makes sure now that the connection lives. */
  wake(): void;
  close(): void;
}

/**
 * One connection to the portal's event stream. The browser itself reconnects after a cut; after a refusal, and when
 * nothing is heard, this does, with growing pauses.
 */
export function openEventStream(tell: TellSignal): EventStream {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE_MS;
  let build: string | null = null;

  function connect() {
    clearTimeout(timer);
    source?.close();
    const mine = new EventSource(ADDRESS);
    source = mine;
    const heard = () => {
      pause = FIRST_PAUSE_MS;
      clearTimeout(timer);
      timer = setTimeout(reconnect, SILENT_MS);
    };
    mine.onopen = () => {
      heard();
      tell({ kind: "open", build });
    };
    mine.addEventListener("resync", ({ lastEventId }) => {
      heard();
      build = buildOf(lastEventId);
      tell({ kind: "resync", build });
    });
    mine.addEventListener("change", ({ data }) => {
      heard();
      tell({ kind: "change", topics: String(data).split(" ") });
    });
    mine.addEventListener("beat", () => {
      heard();
      tell({ kind: "beat" });
    });
    mine.addEventListener("deaf", () => tell({ kind: "closed" }));
    mine.onerror = () => {
      tell({ kind: "closed" });
      if (mine.readyState !== EventSource.CLOSED) return; // the browser comes again by itself
      clearTimeout(timer);
      timer = setTimeout(connect, pause * (0.5 + Math.random()));
      pause = Math.min(MAX_PAUSE_MS, pause * 2);
    };
  }

  function reconnect() {
    tell({ kind: "closed" });
    connect();
  }

  connect();
  return {
    wake() {
      if (source?.readyState !== EventSource.OPEN) connect();
    },
    close() {
      clearTimeout(timer);
      source?.close();
    },
  };
}

/** Ids are "<version>-<build>". */
function buildOf(lastEventId: string): string | null {
  const at = lastEventId.indexOf("-");
  return at < 0 ? null : lastEventId.slice(at + 1);
}
