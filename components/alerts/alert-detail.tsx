"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { PageBar } from "@/components/shell/page-bar";
import { PageZone } from "@/components/shell/page-zone";
import { usePageZone } from "@/components/shell/use-page-zone";
import { useShortcuts } from "@/components/shell/use-shortcuts";
import { useShortcutsEnabled } from "@/components/shell/use-shortcuts-enabled";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { EpisodeDetail } from "@/lib/alerts/timeline-view";
import { formatInstant } from "@/lib/time/format-time";
import { withZone } from "@/lib/time/with-zone";
import { AlertFacts } from "./alert-facts";
import { AlertLabels } from "./alert-labels";
import { alertDetailQuery } from "./alert-queries";
import { AlertTimeline } from "./alert-timeline";
import { ChangeDialog } from "./change-dialog";
import { DetailActions, type DetailRights, mainVerb, VERB_LABELS } from "./detail-actions";
import { DETAIL_KEYS } from "./detail-keys";
import type { EpisodeVerb } from "./episode-verb";
import { PreviousEpisodes } from "./previous-episodes";
import { RunbookPanel } from "./runbook-panel";
import { UntoldPanel } from "./untold-panel";

// After the facts: a chart and what draws it must not keep them waiting.
const RulePanel = lazy(() => import("./rule-panel"));
const ShortcutHelp = lazy(() => import("@/components/shell/shortcut-help"));

interface AlertDetailProps {
  initial: EpisodeDetail;
  person: { id: string; name: string };
  rights: DetailRights;
  silenceHref: string;
}

/** Of the id's end: its beginning is the minute, which alerts of one storm share. */
const SHORT_ID = 8;

/** One episode: what is wrong, who has it, what happened so far. */
export function AlertDetail({ initial, person, rights, silenceHref }: AlertDetailProps) {
  const zone = usePageZone();
  const [verb, setVerb] = useState<EpisodeVerb | null>(null);
  const [helping, setHelping] = useState(false);
  const [keysEnabled] = useShortcutsEnabled();
  const { data = initial, isError } = useQuery(alertDetailQuery(initial.episode.id, initial));
  const { episode } = data;
  const main = mainVerb(episode, person.id, rights);
  useShortcuts(
    {
      a: () => (main === "acknowledge" ? setVerb(main) : false),
      n: () => (rights.acknowledge ? setVerb("notes") : false),
      "?": () => setHelping(true),
    },
    keysEnabled,
  );
  return (
    <>
      <PageBar
        title={episode.alertname}
        crumb={{ href: "/alerts", label: "Alerts", here: `episode ${episode.id.slice(-SHORT_ID)}` }}
      >
        {isError && <Badge tone="stale">Not updating since {formatInstant(Date.parse(data.asOf), zone, "time")}</Badge>}
        <PageZone onHelp={() => setHelping(true)} />
      </PageBar>
      <div className="page al-detail">
        <AlertFacts
          episode={episode}
          asOf={data.asOf}
          zone={zone}
          actions={
            <DetailActions
              episode={episode}
              personId={person.id}
              rights={rights}
              silenceHref={withZone(silenceHref, zone)}
              onAct={setVerb}
            />
          }
        />
        <div className="al-columns">
          <div>
            {rights.chart && (
              <Suspense fallback={<div className="panel al-chart-room" />}>
                <RulePanel episode={episode} zone={zone} explore={rights.explore} />
              </Suspense>
            )}
            <AlertTimeline entries={data.timeline} zone={zone} />
          </div>
          <div>
            <UntoldPanel told={data.told} zone={zone} />
            <RunbookPanel url={data.runbookUrl} text={episode.annotations.runbook_url} board={data.boardPath} />
            <Panel title="Labels and annotations">
              <AlertLabels episode={episode} />
            </Panel>
            <PreviousEpisodes episodes={data.previous} zone={zone} />
          </div>
        </div>
        {main && (
          <div className="al-stick">
            <Button tone="primary" size="big" onClick={() => setVerb(main)}>
              {VERB_LABELS[main]}
            </Button>
          </div>
        )}
      </div>
      <ChangeDialog change={verb && { verb, episode }} person={person.name} onClose={() => setVerb(null)} />
      {helping && (
        <Suspense>
          <ShortcutHelp keys={DETAIL_KEYS} onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </>
  );
}
