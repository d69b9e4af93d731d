"use client";

import { useMemo } from "react";
import { AnswerBadge } from "@/components/panels/answer-badge";
import { answerState } from "@/components/panels/answer-state";
import { PanelSkeleton } from "@/components/panels/panel-skeleton";
import { sourceWord } from "@/components/panels/source-words";
import { Badge } from "@/components/ui/badge";
import { downloadCsv } from "@/components/ui/download-csv";
import { Panel, type PanelState } from "@/components/ui/panel";
import { TrustStrip } from "@/components/ui/trust-strip";
import { drawnSeries } from "@/lib/explore/drawn-series";
import type { ExploreResult } from "@/lib/explore/explore-result";
import { seriesCsv } from "@/lib/frames/series-csv";
import { formatDuration, formatInstant, formatShortDuration } from "@/lib/time/format-time";
import { AnswerView } from "./answer-view";
import { NothingAsked } from "./nothing-asked";
import { QueryFailed } from "./query-failed";
import { QueryHeld } from "./query-held";

interface ExploreResultPanelProps {
  asked: string;
  /** A link from outside brought the query: it waits for the person to run it. */
  held: boolean;
  /** The text in the form is another by now. */
  changed: boolean;
  result: ExploreResult | undefined;
  error: Error | null;
  running: boolean;
  zone: string;
  onRun: () => void;
  onRetry: () => void;
}

/** What came of the query, in one of its states: not asked, held, running, cancelled, refused, failed, no data, series. */
export function ExploreResultPanel(props: ExploreResultPanelProps) {
  const { asked, held, changed, result, error, running, zone, onRun, onRetry } = props;
  const answer = !error && result?.status === "ok" ? result : undefined;
  const drawn = useMemo(() => answer && drawnSeries(answer, asked), [answer, asked]);
  const state = stateOf(props);
  const download = () => {
    if (!answer) return;
    // By their full names: a file is read without the page.
    const full = drawn?.series.map((one) => ({ ...one, name: nameOf(answer, one.labels) })) ?? [];
    downloadCsv(`explore-${fileTime(answer.asOf)}.csv`, seriesCsv(full, zone));
  };
  return (
    <Panel
      title="Result"
      subtitle={answer && answer.frames.length > 0 && countWords(answer.frames.length)}
      state={state}
      badge={running ? <Badge tone="plain">Running</Badge> : <AnswerBadge state={state} />}
      footer={
        <TrustStrip
          items={trustItems(props)}
          action={
            drawn && drawn.series.length > 0 ? (
              <button type="button" onClick={download}>
                Download CSV
              </button>
            ) : undefined
          }
        />
      }
    >
      <p className="vh" role="status">
        {statusWords(props)}
      </p>
      {asked !== "" && changed && <pre className="code ex-asked">{asked}</pre>}
      {error || result?.status === "error" ? (
        <QueryFailed asked={asked} error={error} result={result} onRetry={onRetry} />
      ) : answer && drawn ? (
        <AnswerView answer={answer} drawn={drawn} zone={zone} />
      ) : running ? (
        <PanelSkeleton visualization="timeseries" />
      ) : held ? (
        <QueryHeld onRun={onRun} />
      ) : (
        <NothingAsked cancelled={asked !== ""} onRetry={onRetry} />
      )}
    </Panel>
  );
}

function stateOf({ result, error, running }: ExploreResultPanelProps): PanelState | undefined {
  if (running && (error || !result)) return "loading";
  if (error || result?.status === "error") return "error";
  return result && answerState(result);
}

function trustItems({ asked, result, error, running, zone }: ExploreResultPanelProps): (string | false)[] {
  if (running && !result) return ["Asking"];
  if (asked === "" || error || !result) return ["Nothing was read"];
  if (result.status === "error") return [sourceWord({ name: result.source, type: "prometheus" })];
  const { source, live, asOf, newestSampleAt, grid, cached, tookMs } = result;
  const age = newestSampleAt === null ? "no sample" : `newest sample ${formatShortDuration(asOf - newestSampleAt)} old`;
  return [
    sourceWord({ name: source, type: "prometheus" }),
    live || newestSampleAt === null ? age : "the past",
    `${formatDuration(grid.step)} step`,
    `answered ${formatInstant(asOf, zone, "time")}`,
    cached ? "cached" : `in ${formatDuration(tookMs)}`,
  ];
}

function statusWords({ asked, result, error, running }: ExploreResultPanelProps): string {
  if (asked === "") return "";
  if (running) return "The query is running.";
  if (error || result?.status === "error") return "The query failed.";
  return result ? `The query gave ${countWords(result.frames.length)}.` : "The query was cancelled.";
}

function countWords(count: number): string {
  return count === 1 ? "1 series" : `${count} series`;
}

function nameOf({ frames }: Extract<ExploreResult, { status: "ok" }>, labels: unknown): string {
  return frames.find((frame) => frame.labels === labels)?.name ?? "";
}

/** "20261126-0355": letters, digits and hyphens. */
function fileTime(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replaceAll(/[-:]/g, "").replace("T", "-");
}
