import type { DatasourceAnswer, QueryWindow } from "@/lib/datasources/datasource";

/** One question that may be asked for any window: what the cache needs to know of it. */
export interface QuerySource {
  datasource: string;
  /** Everything that decides the answer apart from the window: the expanded text, the region, the source's name. */
  key: string;
  /** Whether pieces of several answers may be joined. */
  cacheable: boolean;
  /** How far back an upstream may still change its answer, ms. */
  mutableMs: number;
  /** How long an answer for the same window is shared, ms. */
  freshMs: number;
  fetch(window: QueryWindow, signal: AbortSignal): Promise<DatasourceAnswer>;
}
