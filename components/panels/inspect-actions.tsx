"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
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
        onClick={() => result && download(`${dashboardId}-${panel.id}.csv`, panelCsv(panel, result, zone))}
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

/** Ids only in the name: they hold letters, digits and hyphens. The byte order mark makes spreadsheets read UTF-8. */
function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
