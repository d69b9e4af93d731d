"use client";

import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import { panelState } from "@/lib/frames/panel-state";
import { useBoard } from "./board-context";
import { InspectActions } from "./inspect-actions";
import { InspectData } from "./inspect-data";
import { InspectFreshness } from "./inspect-freshness";
import { InspectJson } from "./inspect-json";
import { InspectQuery } from "./inspect-query";
import { useNow } from "./now-context";
import type { BoardScope } from "./panel-keys";
import { usePanelRecord } from "./use-panel-record";

const TABS = ["Query", "Data", "Freshness", "JSON"] as const;

interface InspectDrawerProps {
  panel: PanelView;
  scope: BoardScope;
  /** The reader may run its queries in Explore. */
  explore: boolean;
  onClose: () => void;
}

/** Everything behind a panel: what ran, what came back, how fresh it is. */
export default function InspectDrawer({ panel, scope, explore, onClose }: InspectDrawerProps) {
  const { dashboardId, zone } = useBoard();
  const [tab, setTab] = useState<(typeof TABS)[number]>("Query");
  const id = useId();
  const drawer = useRef<HTMLElement>(null);
  const record = usePanelRecord(scope, panel.id, undefined);
  const state = panelState(panel, record, useNow());
  const result = "result" in state ? state.result : record.good;
  useEffect(() => drawer.current?.focus(), []);
  const close = () => {
    onClose();
    focusOpener(panel.id);
  };
  return (
    <aside
      ref={drawer}
      className="drawer"
      aria-labelledby={`${id}-title`}
      tabIndex={-1}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <header>
        <div>
          <h2 id={`${id}-title`}>{panel.title}</h2>
          <p className="muted">
            Inspect · panel {dashboardId}/{panel.id}
          </p>
        </div>
        <Button tone="quiet" square aria-label="Close" onClick={close}>
          <Icon name="cross" />
        </Button>
      </header>
      <div className="tabs" role="tablist" aria-label="Inspect">
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={tab === name}
            aria-controls={`${id}-body`}
            onClick={() => setTab(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-body`} aria-labelledby={`${id}-${tab}`}>
        {tab === "Query" && <InspectQuery panel={panel} result={result} zone={zone} range={explore ? scope : null} />}
        {tab === "Data" && <InspectData panel={panel} result={result} zone={zone} />}
        {tab === "Freshness" && <InspectFreshness panel={panel} record={record} state={state} zone={zone} />}
        {tab === "JSON" && <InspectJson result={result} />}
      </div>
      <InspectActions dashboardId={dashboardId} panel={panel} result={result} zone={zone} />
    </aside>
  );
}

/** By name, not by memory: the drawer may have come with the address, and Safari does not focus what is clicked. */
function focusOpener(panelId: string): void {
  document.querySelector<HTMLElement>(`[data-inspects="${CSS.escape(panelId)}"]`)?.focus();
}
