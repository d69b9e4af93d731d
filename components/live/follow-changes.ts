import type { QueryClient } from "@tanstack/react-query";
import { joinBrowserStream } from "./join-browser-stream";
import type { LiveSignal } from "./live-signal";
import { liveStatus, setLiveStatus } from "./live-status";
import { reloadForBuild } from "./reload-for-build";

/** Keys of what the stream tells of, and of what grows old in a sleeping tab. */
const TOLD = ["alerts", "silences"];
const ALL = [...TOLD, "status"];
/** The first change of a burst is read at once, the rest together. */
const PAUSE_MS = 500;
/** What came with the page is of this moment: reading it anew waits until a slow phone has drawn it. */
const SETTLE_MS = 2_000;

/**
 * Keeps this tab's answers as new as the portal's: reads again what the stream says has changed, and everything after
 * a sleep, a lost network or a lost stream. Notes when the portal last spoke. Returns how to stop.
 */
export function followChanges(client: QueryClient, build: string): () => void {
  const waiting = new Set<string>();
  const began = Date.now();
  let pause: ReturnType<typeof setTimeout> | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let serverBuild: string | null = null;

  function read(topics: readonly string[]) {
    for (const topic of topics) waiting.add(topic);
    if (pause === undefined) flush();
  }
  function flush() {
    pause = undefined;
    if (waiting.size === 0) return;
    // A hidden tab reads when it is looked at.
    if (!document.hidden) for (const topic of waiting) void client.invalidateQueries({ queryKey: [topic] });
    waiting.clear();
    pause = setTimeout(flush, PAUSE_MS);
  }

  function hear(signal: LiveSignal) {
    if (signal.kind === "closed") {
      if (liveStatus().downSince !== null) return;
      setLiveStatus({ downSince: Date.now() });
      read(TOLD); // the answers' timers then run at the pace of a tab without a stream
      return;
    }
    setLiveStatus({ downSince: null, spokeAt: Date.now() });
    if (signal.kind === "change") read(signal.topics);
    if (signal.kind === "resync") readOnceSettled();
    if (signal.kind === "resync" || signal.kind === "open") serverBuild = signal.build ?? serverBuild;
    reloadWhenOutdated();
  }
  function readOnceSettled() {
    clearTimeout(settling);
    settling = setTimeout(() => read(TOLD), Math.max(0, began + SETTLE_MS - Date.now()));
  }
  function reloadWhenOutdated() {
    if (serverBuild !== null) reloadForBuild(build, serverBuild);
  }

  const stream = joinBrowserStream(hear);
  function comeBack() {
    if (document.hidden) return;
    stream.wake();
    reloadWhenOutdated();
    read(ALL);
  }
  function onPageShow({ persisted }: PageTransitionEvent) {
    if (persisted) comeBack();
  }
  const stopNoting = client.getQueryCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "success" && !event.action.manual)
      setLiveStatus({ spokeAt: Date.now() });
  });
  setLiveStatus({ downSince: Date.now(), spokeAt: Date.now() }); // the page itself has just come
  document.addEventListener("visibilitychange", comeBack);
  window.addEventListener("pageshow", onPageShow);
  window.addEventListener("online", comeBack);
  return () => {
    stopNoting();
    stream.close();
    clearTimeout(pause);
    clearTimeout(settling);
    document.removeEventListener("visibilitychange", comeBack);
    window.removeEventListener("pageshow", onPageShow);
    window.removeEventListener("online", comeBack);
  };
}
