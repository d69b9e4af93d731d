"use client";

import { memo, Suspense, useMemo } from "react";
import { Panel } from "@/components/ui/panel";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelRecord } from "@/lib/frames/panel-record";
import { type PanelState, panelState } from "@/lib/frames/panel-state";
import { currentValues, panelStatus } from "./current-values";
import { useNow } from "./now-context";
import { PanelBadge } from "./panel-badge";
import { PanelContent } from "./panel-content";
import { PanelNotes } from "./panel-notes";
import { PanelSkeleton } from "./panel-skeleton";
import { PanelTrust } from "./panel-trust";
import { PanelUnavailable } from "./panel-unavailable";
import { panelElementId } from "./use-visible-panels";

/** One panel in one of its seven states. */
export const PanelCard = memo(function PanelCard({ panel, record }: { panel: PanelView; record: PanelRecord }) {
  const now = useNow();
  const state = panelState(panel, record, now);
  const { current, status } = useStanding(panel, record, state, now);
  return (
    <Panel
      id={panelElementId(panel.id)}
      className={`c${panel.span}`}
      title={panel.title}
      subtitle={panel.subtitle}
      state={state.state}
      flush={panel.visualization === "table"}
      badge={<PanelBadge panel={panel} state={state} status={status} />}
      footer={<PanelTrust panel={panel} state={state} />}
    >
      <PanelBody panel={panel} state={state} current={current} />
    </Panel>
  );
});

/** The same array as long as nothing changed: the charts are then not drawn again when only time passes. */
function useStanding(panel: PanelView, record: PanelRecord, state: PanelState, now: number) {
  const values = currentValues(panel, record, state, now);
  const key = JSON.stringify(values);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says whether the values changed
  const current = useMemo(() => values, [key]);
  return { current, status: panelStatus(panel, record, state, now) };
}

function PanelBody({
  panel,
  state,
  current,
}: {
  panel: PanelView;
  state: PanelState;
  current: readonly (number | null)[];
}) {
  switch (state.state) {
    case "loading":
      return <PanelSkeleton visualization={panel.visualization} />;
    case "forbidden":
    case "error":
    case "empty":
      return <PanelUnavailable state={state} />;
    case "ok":
    case "partial":
    case "stale":
      return (
        <>
          <PanelNotes state={state} />
          <div className={state.state === "stale" ? "greyed" : undefined}>
            <Suspense fallback={<PanelSkeleton visualization={panel.visualization} />}>
              <PanelContent panel={panel} result={state.result} current={current} />
            </Suspense>
          </div>
        </>
      );
  }
}
