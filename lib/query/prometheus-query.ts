import "server-only";
import type { PrometheusDatasource } from "@/lib/datasources/datasource";
import { noteAnswer } from "@/lib/datasources/last-answer";
import { isCacheable } from "./cacheable";
import type { QuerySource } from "./query-source";

/** Scrapes and rule evaluations of the last minutes may still be on their way. */
export const MUTABLE_MS = 3 * 60_000;

/** One PromQL text, put to one Prometheus, as the engine asks it. Everybody who asks the same text shares the answers. */
export function prometheusQuery(source: PrometheusDatasource, text: string, freshMs: number): QuerySource {
  return {
    datasource: source.name,
    key: `prometheus\n${source.name}\n${text}`,
    cacheable: isCacheable(text),
    mutableMs: MUTABLE_MS,
    freshMs,
    fetch: (part, signal) => noteAnswer(source.name, source.query(text, part, signal)),
  };
}
