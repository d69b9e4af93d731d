"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PageBar } from "@/components/shell/page-bar";
import { PageZone } from "@/components/shell/page-zone";
import { usePageZone } from "@/components/shell/use-page-zone";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { needsOwner } from "@/lib/alerts/episode-group";
import type { Handover as HandoverData } from "@/lib/alerts/handover-view";
import { silenceWords } from "@/lib/alerts/silence-words";
import { formatInstant } from "@/lib/time/format-time";
import { handoverQuery } from "./alert-queries";
import { HandoverAlerts } from "./handover-alerts";
import { HandoverHolders } from "./handover-holders";
import { HandoverResolved } from "./handover-resolved";

interface HandoverProps {
  initial: HandoverData;
  person: string;
  /** Silences that end soon, read apart: an Alertmanager may be slow. */
  children?: ReactNode;
}

const SOON_MS = 60 * 60_000;

/** What the next shift must know, for a screen, a phone and a sheet of paper. */
export function Handover({ initial, person, children }: HandoverProps) {
  const zone = usePageZone();
  const { data = initial, isError } = useQuery(handoverQuery(initial));
  const now = Date.parse(data.asOf);
  const silence = silenceWords(data.summary.source, zone);
  const unowned = data.open.filter(({ episode }) => episode.severity === "critical" && needsOwner(episode));
  const soon = data.open.filter(
    ({ episode }) => episode.state === "acknowledged" && endOf(episode.ackExpiresAt) - now < SOON_MS,
  );
  const told = new Set([...unowned, ...soon]);
  const others = data.open.filter((item) => !told.has(item));
  return (
    <>
      <PageBar title="Shift handover" crumb={{ href: "/alerts", label: "Alerts" }}>
        {isError && <Badge tone="stale">Not updating since {formatInstant(now, zone, "time")}</Badge>}
        <Button onClick={() => window.print()}>Print</Button>
        <PageZone />
      </PageBar>
      <div className="page ho-page">
        <p className="ho-as-of">
          As of <b>{formatInstant(now, zone)}</b>, seen by {person}. Times are {zone}.
        </p>
        {silence && (
          <p className="ho-silent">
            <Icon name="clock" /> <b>{silence.title}</b> {silence.text} This is not an all-clear.
          </p>
        )}
        <HandoverFigures data={data} soon={soon.length} />
        <Panel title="Critical, no owner" subtitle={`${unowned.length}`} flush={unowned.length > 0}>
          <HandoverAlerts
            items={unowned}
            now={now}
            zone={zone}
            none={noneOf(data, "No critical alert is without an owner.")}
          />
        </Panel>
        <Panel
          title="Acknowledgements that run out within the hour"
          subtitle={`${soon.length}`}
          flush={soon.length > 0}
        >
          <HandoverAlerts items={soon} now={now} zone={zone} none="None." />
        </Panel>
        <Panel title="Who has what" flush={data.holders.length > 0}>
          <HandoverHolders holders={data.holders} />
        </Panel>
        <Panel
          title="Everything else that is open"
          subtitle="what needs a person first, then the oldest"
          flush={others.length > 0}
        >
          <HandoverAlerts items={others} now={now} zone={zone} none={noneOf(data, "Nothing else is open.")} />
          {data.total > data.open.length && (
            <p className="ho-more">
              {data.total - data.open.length} more are open: too many for this page. The list of alerts has them all.
            </p>
          )}
        </Panel>
        {children}
        <Panel
          title="Resolved in the last 12 hours"
          subtitle={`${data.resolvedTotal}`}
          flush={data.resolved.length > 0}
        >
          <HandoverResolved episodes={data.resolved} total={data.resolvedTotal} zone={zone} />
        </Panel>
      </div>
    </>
  );
}

function HandoverFigures({ data: { summary, resolvedTotal }, soon }: { data: HandoverData; soon: number }) {
  const figures: [string, number][] = [
    ["Open", summary.open],
    ["Critical, no owner", summary.unownedCritical],
    ["No owner", summary.unowned],
    ["Running out within the hour", soon],
    ["Resolved in 12 hours", resolvedTotal],
  ];
  return (
    <dl className="ho-figures">
      {figures.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count.toLocaleString("en-GB")}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Nothing known is good news only when the source is alive. */
function noneOf({ summary }: HandoverData, words: string): string {
  return summary.source.silent === null ? words : "None is known, and the source is silent.";
}

function endOf(ackExpiresAt: string | null): number {
  return ackExpiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(ackExpiresAt);
}
