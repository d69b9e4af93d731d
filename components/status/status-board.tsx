"use client";

import type { ReactNode } from "react";
import { useHydrated } from "@/components/shell/use-hydrated";
import { useStatus } from "@/components/shell/use-status";
import { Banner } from "@/components/ui/banner";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { Leg, StatusView } from "@/lib/status/status-view";
import { formatInstant } from "@/lib/time/format-time";
import { LegTable } from "./leg-table";
import { StatusVerdict } from "./status-verdict";

const GROUPS: readonly { group: Leg["group"]; title: string; subtitle: string; empty: string }[] = [
  {
    group: "sources",
    title: "Sources",
    subtitle: "what the figures are read from",
    empty: "No source is configured: every panel says unknown.",
  },
  { group: "alerting", title: "Alerting", subtitle: "the way an alert takes to this portal", empty: "" },
  {
    group: "emitters",
    title: "Audit events",
    subtitle: "whose audit trail is kept here",
    empty: "No emitter is configured: only the portal's own trail is kept.",
  },
  {
    group: "outside",
    title: "Outside",
    subtitle: "who else is told what becomes of an alert",
    empty: "Nobody: neither PagerDuty nor Slack is configured.",
  },
  {
    group: "anchors",
    title: "Anchors",
    subtitle: "where signed checkpoints of the audit log are kept outside",
    empty: "None is configured: a rewritten audit log would be noticed by nobody outside.",
  },
  { group: "jobs", title: "Jobs", subtitle: "what the portal does by the clock", empty: "No job is set up." },
  { group: "portal", title: "Portal", subtitle: "what the portal itself stands on", empty: "" },
];

interface StatusBoardProps {
  initial: StatusView;
  /** Comes first: why something is missing. */
  diagnosis?: ReactNode;
  children?: ReactNode;
}

/** Every leg the portal stands on, kept up to date; `children` follow. */
export function StatusBoard({ initial, diagnosis, children }: StatusBoardProps) {
  const { data: polled, isError } = useStatus();
  // While hydrating, what the server drew with the page: the rail may already have asked anew.
  const data = useHydrated() && polled && polled.now > initial.now ? polled : initial;
  const now = Date.parse(data.now);
  return (
    <div className="page">
      {isError && (
        <Banner tone="unknown" title="The portal does not answer.">
          What is shown was true at {formatInstant(now, "UTC")}.
        </Banner>
      )}
      <StatusVerdict legs={data.legs} />
      {diagnosis}
      {GROUPS.map(({ group, title, subtitle, empty }) => {
        const legs = data.legs.filter((leg) => leg.group === group);
        return (
          <Panel
            key={group}
            title={title}
            subtitle={subtitle}
            flush
            footer={
              <TrustStrip
                items={group === "portal" ? portalFacts(data) : [`checked ${formatInstant(now, "UTC", "full")}`]}
              />
            }
          >
            {legs.length > 0 ? <LegTable legs={legs} now={now} label={title} /> : <EmptyState title={empty} />}
          </Panel>
        );
      })}
      {children}
    </div>
  );
}

function portalFacts(data: StatusView): string[] {
  return [
    `version ${data.version}`,
    data.database,
    `started ${formatInstant(Date.parse(data.startedAt), "UTC", "full")}`,
  ];
}
