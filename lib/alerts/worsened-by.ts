import "server-only";
import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import { canonicalJson } from "@/lib/audit/canonical-json";
import type { Transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AlertEvent } from "./alert-event";
import { severityRank } from "./severity-rank";

/** An episode that began to fire just now, with nobody's name on it. */
export interface Beginning {
  id: string;
  alert: AlertObservation;
  /** The request that brought it. */
  origin: RequestContext | undefined;
}

interface OwnedRow {
  identity: string;
  severity: string;
  labels: Record<string, string>;
}

/**
 * What the beginnings mean for alerts that somebody has: one whose labels are the same except for a milder severity
 * is no longer taken care of, for its owner took something smaller. Only acknowledged ones of the same names are read.
 */
export async function worsenedBy(tx: Transaction, beginnings: readonly Beginning[]): Promise<AlertEvent[]> {
  if (beginnings.length === 0) return [];
  const names = [...new Set(beginnings.map(({ alert }) => alert.alertname))];
  const owned = await tx.$queryRaw<OwnedRow[]>`
    SELECT identity, severity, labels FROM episodes WHERE state = 'acknowledged' AND alertname = ANY(${names}::text[])`;
  if (owned.length === 0) return [];
  const worst = worstOfEach(beginnings);
  return owned.flatMap(({ identity, severity, labels }): AlertEvent[] => {
    const worse = worst.get(withoutSeverity(labels));
    if (!worse || severityRank(worse.alert.severity) <= severityRank(severity)) return [];
    const event = { kind: "worsen" } as const;
    const common = { alert: null, startUncertain: false, source: null, suppression: null };
    const by = { episodeId: worse.id, severity: worse.alert.severity };
    return [{ identity, event, ...common, worsenedBy: by, ...(worse.origin && { origin: worse.origin }) }];
  });
}

function worstOfEach(beginnings: readonly Beginning[]): Map<string, Beginning> {
  const worst = new Map<string, Beginning>();
  for (const beginning of beginnings) {
    const key = withoutSeverity(beginning.alert.labels);
    const before = worst.get(key);
    if (!before || severityRank(beginning.alert.severity) > severityRank(before.alert.severity))
      worst.set(key, beginning);
  }
  return worst;
}

function withoutSeverity({ severity: _severity, ...labels }: Readonly<Record<string, string>>): string {
  return canonicalJson(labels);
}
