"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { PageBar } from "@/components/shell/page-bar";
import { PageZone } from "@/components/shell/page-zone";
import { usePageZone } from "@/components/shell/use-page-zone";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Panel } from "@/components/ui/panel";
import type { SilenceDetail as Detail } from "@/lib/silences/silence-view";
import { formatInstant } from "@/lib/time/format-time";
import { withZone } from "@/lib/time/with-zone";
import { HitList } from "./hit-list";
import { SilenceFacts } from "./silence-facts";
import { SilenceHistory } from "./silence-history";
import { silenceDetailQuery } from "./silence-queries";
import type { SilenceVerb } from "./silence-verb";
import { SourcesBanner } from "./sources-banner";

const SilenceDialog = lazy(() => import("./silence-dialog"));

interface SilenceDetailProps {
  initial: Detail;
  person: string;
  mayWrite: boolean;
}

/** One silence: what it matches and holds back, whose it is, and what was done to it here. */
export function SilenceDetail({ initial, person, mayWrite }: SilenceDetailProps) {
  const zone = usePageZone();
  const [verb, setVerb] = useState<SilenceVerb | null>(null);
  const { data = initial, isError } = useQuery(silenceDetailQuery(initial.silence.id, initial));
  const { silence } = data;
  const actions = mayWrite && silence.state !== "expired" && (
    <>
      <Button onClick={() => setVerb("extend")}>Extend</Button>
      <Button onClick={() => setVerb("expire")}>End</Button>
    </>
  );
  return (
    <>
      <PageBar title="Silence" crumb={{ href: "/silences", label: "Silences" }}>
        {isError && <Badge tone="stale">Not updating since {formatInstant(Date.parse(data.asOf), zone, "time")}</Badge>}
        <PageZone />
      </PageBar>
      <div className="page">
        <SourcesBanner sources={data.sources} />
        <SilenceFacts silence={silence} now={Date.parse(data.asOf)} zone={zone} actions={actions} />
        <div className="si-columns">
          <HeldNow detail={data} zone={zone} />
          <SilenceHistory entries={data.history} zone={zone} />
        </div>
      </div>
      {verb && (
        <Suspense>
          <SilenceDialog change={{ verb, silence }} person={person} zone={zone} onClose={() => setVerb(null)} />
        </Suspense>
      )}
    </>
  );
}

function HeldNow({ detail: { silence, alerts }, zone }: { detail: Detail; zone: string }) {
  const link = silence.state === "active" && (
    <ButtonLink size="small" href={withZone(`/alerts?silence=${silence.id}`, zone)}>
      In the alert list
    </ButtonLink>
  );
  return (
    <Panel title="Holds back now" badge={link}>
      {alerts === null ? (
        <Badge tone="unknown">Not known</Badge>
      ) : alerts.length === 0 ? (
        <p className="muted">Nothing.</p>
      ) : (
        <HitList alerts={alerts} />
      )}
    </Panel>
  );
}
