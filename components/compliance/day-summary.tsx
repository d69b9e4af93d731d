import { Panel } from "@/components/ui/panel";
import type { DayRun } from "@/lib/compliance/day-view";
import { countStatuses } from "@/lib/compliance/status";
import { formatInstant } from "@/lib/time/format-time";
import { RunDayButton } from "./run-day-button";
import { StatusShape } from "./status-mark";

const KINDS = [
  ["fail", "failed"],
  ["unknown", "unknown"],
  ["pass", "passed"],
  ["not_applicable", "not applicable"],
] as const;

/** The chosen day in four counts, and the button that runs its check. */
export function DaySummary({
  day,
  run,
  today,
  mayRun,
}: {
  day: string;
  run: DayRun | null;
  today: string;
  mayRun: boolean;
}) {
  const counts = run && countStatuses(run.results.map((result) => result.status));
  return (
    <Panel title="The day" subtitle={day === today ? "not over yet" : undefined}>
      <div className="day-summary">
        <p className="big">{formatInstant(Date.parse(day), "UTC", "date")}</p>
        {counts ? (
          <ul className="day-counts">
            {KINDS.map(([status, word]) => (
              <li key={status}>
                <StatusShape status={status} /> <b>{counts[status]}</b> {word}
              </li>
            ))}
          </ul>
        ) : (
          <p className="t-unknown">Not run: every check counts as unknown.</p>
        )}
        <p className="plain-note">
          Three checks are measured: the audit chain, public TLS and access refusals. The others are unknown until they
          can be measured.
        </p>
        {mayRun && <RunDayButton day={day} version={(run?.versions ?? 0) + 1} />}
        {mayRun && day !== today && <RunDayButton day={today} tone="quiet" label="Run today's check" />}
      </div>
    </Panel>
  );
}
