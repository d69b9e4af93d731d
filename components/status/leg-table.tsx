import { Badge, type BadgeTone } from "@/components/ui/badge";
import { TableScroll } from "@/components/ui/table-scroll";
import { backlogText } from "@/lib/status/backlog-text";
import type { Leg, LegState } from "@/lib/status/status-view";
import { formatAge, formatInstant } from "@/lib/time/format-time";

const STATES: Record<LegState, { tone: BadgeTone; word: string }> = {
  ok: { tone: "pass", word: "On time" },
  late: { tone: "stale", word: "Silent" },
  failing: { tone: "fail", word: "Failing" },
  unknown: { tone: "unknown", word: "Unknown" },
};

/** Legs with their state and last sign of life, as of `now` (epoch ms, the server's). */
export function LegTable({ legs, now, label }: { legs: Leg[]; now: number; label: string }) {
  return (
    <TableScroll label={label}>
      <table className="legs">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col">Last sign</th>
            <th scope="col">What it says</th>
          </tr>
        </thead>
        <tbody>
          {legs.map((leg) => (
            <tr key={leg.id}>
              <th scope="row">{leg.name}</th>
              <td>
                <Badge tone={STATES[leg.state].tone}>{STATES[leg.state].word}</Badge>
              </td>
              <td className="nw">
                <LastSign leg={leg} now={now} />
              </td>
              <td className="ink2 leg-words">
                {leg.error ?? leg.meaning}
                {leg.notes.map((note) => (
                  <p key={note}>{note}</p>
                ))}
                {leg.backlog && <p>{backlogText(leg.backlog, now)}</p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function LastSign({ leg, now }: { leg: Leg; now: number }) {
  if (leg.lastSeenAt === null) return <span className="t-unknown">never</span>;
  const at = Date.parse(leg.lastSeenAt);
  return (
    <time dateTime={leg.lastSeenAt} title={formatInstant(at, "UTC", "full")}>
      {formatAge(now - at)}
    </time>
  );
}
