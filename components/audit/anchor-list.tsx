import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { AnchorView } from "@/lib/audit/anchor/anchor-view";
import { formatAge, formatInstant } from "@/lib/time/format-time";

const STATES: Record<AnchorView["state"], { tone: BadgeTone; word: string }> = {
  ok: { tone: "pass", word: "Current" },
  late: { tone: "stale", word: "Late" },
  failing: { tone: "fail", word: "Failing" },
  unknown: { tone: "unknown", word: "Unknown" },
};

/** Where signed checkpoints are kept outside, and how old what is kept there is, at `now`. */
export function AnchorList({ anchors, now }: { anchors: AnchorView[]; now: string }) {
  if (anchors.length === 0) return <>none is configured</>;
  return (
    <ul className="anchor-list">
      {anchors.map((anchor) => (
        <li key={anchor.label}>
          {/* A copy on the same machine is current, but not what an anchor is for: it is never green. */}
          <Badge tone={anchor.state === "ok" && !anchor.independent ? "unknown" : STATES[anchor.state].tone}>
            {STATES[anchor.state].word}
          </Badge>{" "}
          <b>{anchor.label}</b>: {held(anchor, Date.parse(now))}
          {anchor.error && <p className="t-fail">{anchor.error}</p>}
          {!anchor.independent && (
            <p className="muted">Not independent: this machine's administrators can change it.</p>
          )}
        </li>
      ))}
    </ul>
  );
}

function held({ size, anchoredAt, seenAt, receipt }: AnchorView, now: number): string {
  if (anchoredAt === null) return "nothing is anchored yet";
  const since = `${formatInstant(Date.parse(anchoredAt), "UTC", "short")} UTC`;
  const seen = seenAt === null ? "never seen" : `seen ${formatAge(now - Date.parse(seenAt))}`;
  return [`${size.toLocaleString("en-GB")} entries since ${since}`, seen, receipt].filter(Boolean).join(", ");
}
