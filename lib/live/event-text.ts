import type { ChangeTopic } from "@/lib/db/notify";

/** The lines of an event stream (HTML, "Server-sent events"). Nothing in them says which alert changed, or whose it is. */
export const eventText = {
  /** How long the browser waits before it comes again. */
  retry: (ms: number) => `retry: ${Math.round(ms)}\n\n`,
  change: (id: string, topics: readonly ChangeTopic[]) => `id: ${id}\nevent: change\ndata: ${topics.join(" ")}\n\n`,
  /** What was missed is unknown: read everything again. */
  resync: (id: string) => `id: ${id}\nevent: resync\ndata\n\n`,
  /** The portal itself hears of no change until the next resync. */
  deaf: "event: deaf\ndata\n\n",
  /** The comment keeps proxies from closing a silent connection; the event lets the page see that it is alive. */
  beat: ":\nevent: beat\ndata\n\n",
  comment: ":\n\n",
} as const;
