import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { StateBox } from "@/components/ui/state-box";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { DayRun } from "@/lib/compliance/day-view";
import { formatInstant } from "@/lib/time/format-time";
import { DayResults } from "./day-results";
import { StatusBadge } from "./status-mark";

/** One day: its newest run, or that there is none. `link`: the trust strip leads to the day's own page. */
export function DayPanel({ day, run, link = false }: { day: string; run: DayRun | null; link?: boolean }) {
  const date = formatInstant(Date.parse(day), "UTC", "date");
  if (!run)
    return (
      <Panel title={date} subtitle="00:00 to 24:00 UTC">
        <StateBox tone="unknown" title="The check of this day has not run">
          <p>Nothing was measured, so every check counts as unknown.</p>
        </StateBox>
      </Panel>
    );
  const seq = run.auditSeq;
  return (
    <Panel
      flush
      title={date}
      subtitle={`00:00 to 24:00 UTC, ${run.results.length} checks`}
      badge={<StatusBadge status={run.status} />}
      footer={
        <TrustStrip
          items={[
            `Recorded ${formatInstant(Date.parse(run.finishedAt), "UTC", "short")} UTC by ${run.startedBy}`,
            `version ${run.version} of ${run.versions}`,
            seq !== null && `audit entry ${seq.toLocaleString("en-GB")}`,
          ]}
          action={
            link && (
              <Link href={`/compliance/days/${day}`} prefetch={false}>
                Open the day
              </Link>
            )
          }
        />
      }
    >
      <DayResults run={run} />
    </Panel>
  );
}
