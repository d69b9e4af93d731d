"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { ChartPatterns } from "@/components/charts/chart-patterns";
import { PageBar } from "@/components/shell/page-bar";
import { TimeRangePicker } from "@/components/shell/time-range-picker";
import { useDashboardRange } from "@/components/shell/use-dashboard-range";
import { useSearchState } from "@/components/shell/use-search-state";
import { ZonePicker } from "@/components/shell/zone-picker";
import { ApiError } from "@/lib/http/api-client";
import { exploreQuery } from "./explore-query";
import { ExploreResultPanel } from "./explore-result-panel";
import { QueryForm } from "./query-form";
import { useAskedQuery } from "./use-asked-query";

interface ExploreProps {
  sources: readonly string[];
  /** The page was opened by a link of the portal: then the query of its address runs at once. */
  fromInside: boolean;
}

/** A person's own PromQL: typed or brought by a link, run against one source, drawn and listed. */
export function Explore({ sources, fromInside }: ExploreProps) {
  const { search, change } = useSearchState();
  const range = useDashboardRange();
  const { draft, setDraft, asked, ask, publish, held } = useAskedQuery(fromInside);
  const client = useQueryClient();
  const page = useRef<HTMLDivElement>(null);
  const datasource = search.get("datasource") ?? sources[0];
  // Only a range that is rounded to days depends on the zone.
  const zone = `${range.from}${range.to}`.includes("/") ? range.zone : "UTC";
  const question = { query: asked, from: range.from, to: range.to, zone, datasource };
  const options = exploreQuery(question, () => page.current?.clientWidth ?? 0);
  const { data, error, isFetching, refetch } = useQuery(options);

  const named = error instanceof ApiError && error.error === "phi_in_query";
  const settled = asked !== "" && !isFetching && (data !== undefined || error !== null) && !named;
  useEffect(() => {
    if (settled) publish(asked);
  }, [settled, asked, publish]);

  const run = () => {
    if (draft.trim() === "") return;
    if (draft !== asked) ask(draft);
    else if (!isFetching) void refetch();
  };
  return (
    <>
      <PageBar title="Explore">
        <TimeRangePicker range={range} zone={range.zone} onChange={({ from, to }) => change({ from, to })} />
        <ZonePicker zone={range.zone} onChange={(next) => change({ zone: next === "UTC" ? null : next })} />
        {range.problem && (
          <p className="bar-problem" role="alert">
            {range.problem}
          </p>
        )}
      </PageBar>
      <div className="page" ref={page}>
        <ChartPatterns />
        <QueryForm
          draft={draft}
          onDraft={setDraft}
          onRun={run}
          running={isFetching}
          onCancel={() => void client.cancelQueries({ queryKey: options.queryKey })}
          refused={error instanceof ApiError && error.status < 500 && draft === asked}
          sources={sources}
          datasource={datasource}
          onDatasource={(name) => change({ datasource: name === sources[0] ? null : name })}
        />
        <ExploreResultPanel
          asked={asked}
          held={held}
          changed={draft !== asked}
          result={data}
          error={error}
          running={isFetching}
          zone={range.zone}
          onRun={run}
          onRetry={() => void refetch()}
        />
      </div>
    </>
  );
}
