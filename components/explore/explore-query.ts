import { queryOptions } from "@tanstack/react-query";
import { queryWidth } from "@/components/charts/query-width";
import { apiSend } from "@/lib/http/api-client";

const resultSchema = () => import("@/lib/explore/explore-result").then((module) => module.exploreResultSchema);
const UNMEASURED_PX = 800;
const KEPT_MS = 5 * 60_000;

/** What a person asked, and of which range: another of these is another question. */
export interface Question {
  query: string;
  from: string;
  to: string;
  zone: string;
  datasource: string | undefined;
}

/** Asks once for each question, and again only when told to: every run is in the ledger. */
export function exploreQuery(question: Question, width: () => number) {
  return queryOptions({
    queryKey: ["explore", question],
    queryFn: ({ signal }) => {
      // Read when it is asked: a window that is dragged asks nothing.
      const px = queryWidth(width()) || UNMEASURED_PX;
      return apiSend("POST", "/api/explore", { ...question, width: px }, resultSchema, {}, signal);
    },
    enabled: question.query !== "",
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
    refetchOnReconnect: false,
  });
}
