"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { ChartPatterns } from "@/components/charts/chart-patterns";
import { queryWidth } from "@/components/charts/query-width";
import { useElementWidth } from "@/components/charts/use-element-width";
import { AnswerBadge } from "@/components/panels/answer-badge";
import { answerState } from "@/components/panels/answer-state";
import { FAILURE_TITLES } from "@/components/panels/failure-titles";
import { PanelSkeleton } from "@/components/panels/panel-skeleton";
import { ZonedLink } from "@/components/shell/zoned-link";
import { Button, buttonClass } from "@/components/ui/button";
import { Panel, type PanelState } from "@/components/ui/panel";
import { StateBox } from "@/components/ui/state-box";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { ruleChartRange } from "@/lib/alerts/rule-chart-range";
import type { DrawnRule, RuleChart } from "@/lib/alerts/rule-chart-view";
import { exploreHref } from "@/lib/explore/explore-href";
import { ApiError } from "@/lib/http/api-client";
import { formatDuration, formatShortDuration } from "@/lib/time/format-time";
import { ruleChartQuery } from "./alert-queries";
import { RuleChartLines } from "./rule-chart-lines";

interface RulePanelProps {
  episode: EpisodeView;
  zone: string;
  /** The person may run its expression. */
  explore: boolean;
}

/** The rule's quantity around the firing: a picture of what Prometheus saw, or why there is none. */
export default function RulePanel({ episode, zone, explore }: RulePanelProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = queryWidth(useElementWidth(box));
  const { data, error, refetch } = useQuery({
    ...ruleChartQuery(episode.id, width, episode.state !== "resolved"),
    placeholderData: keepPreviousData,
  });
  const state = stateOf(data, error);
  return (
    <Panel
      title="Rule around the firing"
      subtitle={data?.status === "ok" ? limitWords(data.rule) : undefined}
      state={state}
      badge={<AnswerBadge state={state} />}
      footer={<TrustStrip items={trustItems(data)} />}
    >
      <div ref={box}>
        <ChartPatterns />
        <RuleBody chart={data} zone={zone} explore={explore} error={error} onRetry={() => void refetch()} />
      </div>
    </Panel>
  );
}

interface RuleBodyProps {
  chart?: RuleChart | undefined;
  zone: string;
  explore: boolean;
  error: Error | null;
  onRetry: () => void;
}

function RuleBody({ chart, zone, explore, error, onRetry }: RuleBodyProps) {
  const again = (
    <Button size="small" onClick={onRetry}>
      Try again
    </Button>
  );
  if (error)
    return (
      <StateBox tone="fail" title="The chart could not be read">
        <p className="ink2">{error instanceof ApiError ? error.detail : "Something went wrong on this page."}</p>
        {again}
      </StateBox>
    );
  if (!chart) return <PanelSkeleton visualization="timeseries" />;
  switch (chart.status) {
    case "error":
      return (
        <StateBox
          tone="fail"
          title={FAILURE_TITLES[chart.code as keyof typeof FAILURE_TITLES] ?? "The rule could not be drawn"}
        >
          <pre>{chart.message}</pre>
          {again}
        </StateBox>
      );
    case "unknown":
      return (
        <StateBox tone="unknown" title="The rule is not known">
          <p className="ink2">
            {chart.sources.length === 0
              ? "No Prometheus is configured here."
              : `No alerting rule of this name in ${chart.sources.join(", ")}: it was removed, or the alert comes from elsewhere.`}
          </p>
        </StateBox>
      );
    case "ok":
      return (
        <>
          {chart.newestSampleAt === null ? (
            <StateBox tone="unknown" title="No data">
              <p className="ink2">The source answered, but has no sample around the firing. This is not zero.</p>
            </StateBox>
          ) : (
            <RuleChartLines chart={chart} zone={zone} />
          )}
          {chart.notices.map(({ text }) => (
            <p key={text} className="muted">
              {text}
            </p>
          ))}
          <details className="al-rule">
            <summary>Rule expression</summary>
            <pre>{chart.rule.expr}</pre>
            {!chart.rule.whole && <p className="muted">Drawn is the first of its conditions: {chart.rule.drawn}</p>}
            {explore && (
              <ZonedLink
                className={buttonClass({ tone: "quiet" })}
                href={exploreHref(chart.rule.expr, { datasource: chart.rule.source, ...ruleChartRange(chart) })}
              >
                Open in Explore
              </ZonedLink>
            )}
          </details>
        </>
      );
  }
}

function stateOf(chart: RuleChart | undefined, error: Error | null): PanelState {
  if (error || chart?.status === "error") return "error";
  if (!chart) return "loading";
  return chart.status === "unknown" ? "empty" : answerState(chart);
}

/** "alert above 5, for 2 min" */
function limitWords({ threshold, forSeconds }: DrawnRule): string {
  const held = forSeconds > 0 ? `for ${formatDuration(forSeconds * 1000)}` : null;
  const words = { ">": "above", ">=": "from", "<": "below", "<=": "down from", "==": "at", "!=": "unless" };
  const limit = threshold && `alert ${words[threshold.operator]} ${threshold.value}`;
  return [limit, held].filter(Boolean).join(", ");
}

function trustItems(chart: RuleChart | undefined): (string | false)[] {
  if (!chart) return ["Asking"];
  if (chart.status !== "ok") return [chart.status === "unknown" && chart.sources.join(", ")];
  const { rule, newestSampleAt, asOf, grid, live } = chart;
  const age = newestSampleAt === null ? "no sample" : `newest sample ${formatShortDuration(asOf - newestSampleAt)} old`;
  return [rule.source, live ? age : "the past", `${formatDuration(grid.step)} step`];
}
