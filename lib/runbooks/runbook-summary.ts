import type { Span } from "./parse-spans";

export interface RunbookSummary {
  name: string;
  /** How the runbook begins: what its alert means. */
  meaning: Span[];
}
