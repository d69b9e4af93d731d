"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { downloadCsv } from "@/components/ui/download-csv";
import { Icon } from "@/components/ui/icon";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import { panelCsv } from "@/lib/frames/panel-csv";

interface InspectActionsProps {
  dashboardId: string;
  panel: PanelView;
  result: PanelResult | null;
  zone: string;
}

export function InspectActions({ dashboardId, panel, result, zone }: InspectActionsProps) {
  const [copied, setCopied] = useState(false);
  const copyLink = () =>
    void navigator.clipboard.writeText(window.location.href).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <section className="drawer-actions">
      <Button
        disabled={!result}
        onClick={() => result && downloadCsv(`${dashboardId}-${panel.id}.csv`, panelCsv(panel, result, zone))}
      >
        <Icon name="download" />
        Download CSV
      </Button>
      <Button onClick={copyLink}>
        <Icon name="copy" />
        <span aria-live="polite">{copied ? "Link copied" : "Copy link"}</span>
      </Button>
    </section>
  );
}
