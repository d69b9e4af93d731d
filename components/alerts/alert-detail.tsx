"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { PageBar } from "@/components/shell/page-bar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { EpisodeDetail } from "@/lib/alerts/timeline-view";
import { formatInstant } from "@/lib/time/format-time";
import { AcknowledgeDialog } from "./acknowledge-dialog";
import { AlertFacts } from "./alert-facts";
import { AlertLabels } from "./alert-labels";
import { alertDetailQuery } from "./alert-queries";
import { AlertTimeline } from "./alert-timeline";
import { PreviousEpisodes } from "./previous-episodes";
import { RunbookPanel } from "./runbook-panel";
import { SourceBanner } from "./source-banner";
import { UntoldPanel } from "./untold-panel";
import { useAcknowledgeKey } from "./use-acknowledge-key";

interface AlertDetailProps {
  initial: EpisodeDetail;
  person: string;
  mayAcknowledge: boolean;
}

const SHORT_ID = 8;

/** One episode: what is wrong, who has it, what happened so far. */
export function AlertDetail({ initial, person, mayAcknowledge }: AlertDetailProps) {
  const [taking, setTaking] = useState(false);
  const { data = initial, isError } = useQuery(alertDetailQuery(initial.episode.id, initial));
  const { episode } = data;
  const mayTake = mayAcknowledge && episode.state === "firing";
  useAcknowledgeKey(
    useCallback(() => {
      if (mayTake) setTaking(true);
    }, [mayTake]),
  );
  const action = mayTake && (
    <Button tone="primary" onClick={() => setTaking(true)}>
      Acknowledge
    </Button>
  );
  return (
    <>
      <PageBar title={episode.alertname} crumb={{ href: "/alerts", label: "Alerts" }}>
        {isError && (
          <Badge tone="stale">Not updating since {formatInstant(Date.parse(data.asOf), "UTC", "time")} UTC</Badge>
        )}
        <span className="muted mono">episode {episode.id.slice(0, SHORT_ID)}</span>
      </PageBar>
      <div className="page al-detail">
        <SourceBanner source={data.source} asOf={data.asOf} />
        <AlertFacts episode={episode} asOf={data.asOf} action={action} />
        <div className="al-columns">
          <div>
            <AlertTimeline entries={data.timeline} />
          </div>
          <div>
            <UntoldPanel told={data.told} />
            <RunbookPanel url={data.runbookUrl} text={episode.annotations.runbook_url} />
            <Panel title="Labels and annotations">
              <AlertLabels episode={episode} />
            </Panel>
            <PreviousEpisodes episodes={data.previous} />
          </div>
        </div>
        {mayTake && (
          <div className="al-stick">
            <Button tone="primary" size="big" onClick={() => setTaking(true)}>
              Acknowledge
            </Button>
          </div>
        )}
      </div>
      <AcknowledgeDialog episode={taking ? episode : null} person={person} onClose={() => setTaking(false)} />
    </>
  );
}
