"use client";

import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelRecord } from "@/lib/frames/panel-record";
import type { PanelState } from "@/lib/frames/panel-state";
import { formatDuration, formatInstant } from "@/lib/time/format-time";
import { useNow } from "./now-context";
import { newestSampleAt } from "./panel-trust";

interface InspectFreshnessProps {
  panel: PanelView;
  record: PanelRecord;
  state: PanelState;
  zone: string;
}

/** When what was known, and what the sources remarked. */
export function InspectFreshness({ panel, record, state, zone }: InspectFreshnessProps) {
  const now = useNow();
  const newest = record.good ? newestSampleAt(record.good) : null;
  const notices = "notices" in state ? state.notices : [];
  return (
    <>
      <section>
        <h3>Freshness</h3>
        <dl className="kv">
          <dt>State</dt>
          <dd>{state.state}</dd>
          <dt>Newest sample</dt>
          <dd>
            {newest === null ? "none" : `${formatInstant(newest, zone, "full")}, ${formatDuration(now - newest)} old`}
          </dd>
          <dt>Last good answer</dt>
          <dd>{record.good ? formatInstant(record.goodAt, zone, "full") : "none"}</dd>
          <dt>Stale after</dt>
          <dd>{formatDuration(panel.staleAfter * 1000)}</dd>
          {record.failure && (
            <>
              <dt>Last failure</dt>
              <dd>
                {formatInstant(record.failedAt, zone, "full")}, {record.attempts} in a row
              </dd>
              <dt>Reason</dt>
              <dd className="t-fail">{record.failure.message}</dd>
            </>
          )}
        </dl>
      </section>
      <section>
        <h3>Notices</h3>
        {notices.length === 0 && <p className="ink2">None.</p>}
        <ul>
          {notices.map(({ severity, text }) => (
            <li key={severity + text}>
              <b>{severity === "warning" ? "Warning" : "Note"}</b> {text}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
