interface RefreshTimer {
  everyMs: number;
  onTick: () => void;
  /** Told when the next tick is due (epoch ms). */
  onSchedule: (at: number) => void;
}

/** So that many screens opened in the same minute do not ask in the same instant. */
const JITTER = 0.03;

/**
 * Ticks until the returned function is called. A hidden tab skips its ticks; becoming visible again after a skipped
 * one ticks once, at once.
 */
export function startRefreshTimer({ everyMs, onTick, onSchedule }: RefreshTimer): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let skipped = false;

  function schedule() {
    const wait = everyMs * (1 - Math.random() * JITTER);
    onSchedule(Date.now() + wait);
    timer = setTimeout(due, wait);
  }
  function due() {
    skipped = document.hidden;
    if (!skipped) onTick();
    schedule();
  }
  function onVisibility() {
    if (document.hidden || !skipped) return;
    clearTimeout(timer);
    due();
  }

  schedule();
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisibility);
  };
}
