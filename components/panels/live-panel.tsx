"use client";

import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelRecord } from "@/lib/frames/panel-record";
import { PanelCard } from "./panel-card";
import type { BoardScope } from "./panel-keys";
import { usePanelRecord } from "./use-panel-record";

interface LivePanelProps {
  panel: PanelView;
  scope: BoardScope;
  seed: PanelRecord | undefined;
}

/** A panel that follows the stream. */
export function LivePanel({ panel, scope, seed }: LivePanelProps) {
  return <PanelCard panel={panel} record={usePanelRecord(scope, panel.id, seed)} />;
}
