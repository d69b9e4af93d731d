"use client";

import { memo } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { useBoard } from "@/components/panels/board-context";
import { useNow } from "@/components/panels/now-context";
import { StatusBadge } from "@/components/panels/panel-badge";
import { sourcesOf } from "@/components/panels/source-words";
import { panelElementId } from "@/components/panels/use-visible-panels";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import { formatText, formatValue } from "@/lib/frames/format-value";
import { EMPTY_RECORD, type PanelRecord } from "@/lib/frames/panel-record";
import { formatShortDuration } from "@/lib/time/format-time";
import { type KpiFigure, kpiFigure } from "./kpi-figure";

interface KpiStripProps {
  panels: readonly PanelView[];
  records: ReadonlyMap<string, PanelRecord>;
}

export function KpiStrip({ panels, records }: KpiStripProps) {
  return (
    <ul className="kpis" aria-label="Key performance indicators">
      {panels.map((panel) => (
        <KpiCard key={panel.id} panel={panel} record={records.get(panel.id) ?? EMPTY_RECORD} />
      ))}
    </ul>
  );
}

const KpiCard = memo(function KpiCard({ panel, record }: { panel: PanelView; record: PanelRecord }) {
  const now = useNow();
  const kpi = kpiFigure(panel, record, now);
  const { unit, decimals, thresholds } = panel;
  const worse = thresholds?.direction === "below" ? "<" : ">";
  const better = thresholds?.direction === "below" ? ">" : "<";
  const limit = (value: number | undefined) =>
    value === undefined ? "–" : formatText(value, unit, limitDecimals(value));
  return (
    <li id={panelElementId(panel.id)} data-state={kpi.state.state}>
      <div className="kpi-head">
        <h2>{panel.title}</h2>
        {kpi.state.state === "loading" ? (
          <span className="skeleton kpi-wait" />
        ) : (
          <StatusBadge status={kpi.figure.status} panel={panel} />
        )}
      </div>
      <KpiValue kpi={kpi} unit={unit} decimals={decimals} now={now} />
      {kpi.series ? <Sparkline series={kpi.series} /> : <div className="spark" />}
      <dl className="kpi-limits">
        <div>
          <dt>Target</dt>
          <dd>
            {better} {limit(thresholds?.target)}
          </dd>
        </div>
        <div>
          <dt>Alert</dt>
          <dd>
            {worse} {limit(thresholds?.alert)}
          </dd>
        </div>
      </dl>
      <KpiTrust panel={panel} kpi={kpi} now={now} />
    </li>
  );
});

interface KpiValueProps extends Pick<PanelView, "unit" | "decimals"> {
  kpi: KpiFigure;
  now: number;
}

/** The figure; or a dash, with the last one that was seen and how old it is. */
function KpiValue({ kpi: { figure, state }, unit, decimals, now }: KpiValueProps) {
  const { text, suffix } = formatValue(figure.value, unit, decimals);
  const { last } = figure;
  return (
    <p className="figure-line">
      <span className="fig">{text}</span>
      <span className="u">{suffix.trim()}</span>
      {figure.value === null && (
        <span className="sub">
          {last
            ? `last ${formatText(last.value, unit, decimals)}, ${formatShortDuration(now - last.at)} ago`
            : state.state === "loading"
              ? "asking"
              : "no sample"}
        </span>
      )}
    </p>
  );
}

function KpiTrust({ panel, kpi, now }: { panel: PanelView; kpi: KpiFigure; now: number }) {
  const { inspect, inspected } = useBoard();
  const { state, figure } = kpi;
  const source = "result" in state ? sourcesOf(state.result).join(", ") : "";
  const words = state.state === "error" || state.state === "forbidden" ? state.failure.message : source;
  return (
    <p className={figure.status === "unknown" && state.state !== "loading" ? "kpi-trust late" : "kpi-trust"}>
      <span title={words}>
        {words}
        {figure.last && ` · ${formatShortDuration(now - figure.last.at)} ago`}
      </span>
      <button
        type="button"
        data-inspects={panel.id}
        onClick={() => inspect(panel.id)}
        aria-expanded={inspected === panel.id}
        aria-label={`Inspect ${panel.title}`}
      >
        Inspect
      </button>
    </p>
  );
}

function limitDecimals(value: number): number {
  return Number.isInteger(value) ? 0 : 1;
}
