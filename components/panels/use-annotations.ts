"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ChartAnnotation } from "@/components/charts/annotation-marks";
import { useAutoRefresh } from "@/components/shell/use-auto-refresh";
import type { AnnotationView } from "@/lib/alerts/annotation-view";
import { AUTOMATIC, apiGet } from "@/lib/http/api-client";
import { parseRange } from "@/lib/time/range";
import type { BoardScope } from "./panel-keys";
import { toChartAnnotation } from "./to-chart-annotation";

const schema = () => import("@/lib/alerts/annotation-view").then((module) => module.annotationListSchema);

/** Deployments, firings and acknowledgements in the board's range. Without an answer the charts stand without marks. */
export function useAnnotations(
  scope: BoardScope,
  seed: readonly AnnotationView[] | undefined,
  seededAt: number,
): readonly ChartAnnotation[] {
  const { data, refetch } = useQuery({
    queryKey: ["annotations", scope.from, scope.to, scope.zone],
    queryFn: async ({ signal }) => {
      const { from, to } = parseRange(scope, Date.now());
      const edges = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
      return (await apiGet(`/api/annotations?${edges}`, schema, signal, AUTOMATIC)).annotations;
    },
    initialData: seed && [...seed],
    initialDataUpdatedAt: seededAt,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useAutoRefresh(() => void refetch());
  return useMemo(() => (data ?? []).map(toChartAnnotation), [data]);
}
