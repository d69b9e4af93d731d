import type { SilenceDetail } from "@/lib/silences/silence-view";

type Entry = SilenceDetail["history"][number];

const TITLES: Record<string, string> = {
  SILENCE_CREATED: "Made",
  SILENCE_EXTENDED: "Given a later end",
  SILENCE_EXPIRED: "Ended",
  SILENCE_FAILED: "Not done",
};
const REQUESTS: Record<string, string> = {
  create: "Asked for",
  extend: "A later end was asked for",
  expire: "Its end was asked for",
};

/** A ledger entry about a silence in plain words. Unknown actions are shown by their name. */
export function historyWords({ action, detail }: Pick<Entry, "action" | "detail">): { title: string; text: string } {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const title = action === "SILENCE_REQUESTED" ? REQUESTS[text(detail.kind)] : TITLES[action];
  const found = text(detail.requestedBy);
  const words = text(detail.words) || text(detail.reason);
  return { title: title ?? action, text: found ? `${words} (found later, for ${found})`.trim() : words };
}
