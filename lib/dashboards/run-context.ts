import type { QueryEngine } from "@/lib/query/query-engine";
import type { PlanInput } from "./plan-target";
import type { Sources } from "./sources";

/** What every target of a panel is asked with. */
export interface RunContext extends PlanInput {
  engine: QueryEngine;
  sources: Sources;
  variables: Readonly<Record<string, string>>;
  /** Epoch ms. */
  now: number;
  signal: AbortSignal;
}
