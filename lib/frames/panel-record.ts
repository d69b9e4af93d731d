import type { PanelResult, TargetError } from "@/lib/dashboards/panel-result";

/** Why a panel could not be refreshed. */
export interface PanelFailure {
  code: TargetError["code"] | "forbidden" | "unauthenticated" | "unreachable";
  /** The upstream's own words, or ours when the portal itself could not be reached. Plain text. */
  message: string;
  requestId?: string;
}

/** What the browser knows about one panel: the last good answer outlives failures, for a while. */
export interface PanelRecord {
  good: PanelResult | null;
  /** When `good` arrived, epoch ms. */
  goodAt: number;
  failure: PanelFailure | null;
  /** When the last failure was told, epoch ms. */
  failedAt: number;
  /** Failures since the last good answer. */
  attempts: number;
}

export const EMPTY_RECORD: PanelRecord = { good: null, goodAt: 0, failure: null, failedAt: 0, attempts: 0 };

/** An answer in which every target failed is a failure; one target that worked makes it an answer, if only a partial one. */
export function acceptResult(record: PanelRecord, result: PanelResult, now: number): PanelRecord {
  const errors = result.targets.flatMap((target) => (target.status === "error" ? [target.error] : []));
  const [first] = errors;
  if (first && errors.length === result.targets.length) return acceptFailure(record, first, now);
  return { good: result, goodAt: now, failure: null, failedAt: 0, attempts: 0 };
}

export function acceptFailure(record: PanelRecord, failure: PanelFailure, now: number): PanelRecord {
  // What a role may no longer see must not stay on its screen.
  const good = failure.code === "forbidden" || failure.code === "unauthenticated" ? null : record.good;
  return { ...record, good, failure, failedAt: now, attempts: record.attempts + 1 };
}
