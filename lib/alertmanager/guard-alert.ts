import "server-only";
import { guardFor } from "@/lib/phi/guard";
import type { TextMap } from "./text-map";

/** People follow an alert's addresses: their queries are looked through, not cut off. */
const guard = guardFor("ingest", { queries: "keep" });

/** What of an alert may tell of a person. */
export interface AlertTexts {
  labels: TextMap;
  annotations: TextMap;
  generatorURL?: string | undefined;
  /** Alertmanager's own, a hash of the labels. */
  fingerprint?: string | undefined;
}

declare const looked: unique symbol;
/** Looked through, as the compiler knows: none goes on without it, and none needs it twice. */
export type Guarded<T> = T & { readonly [looked]: true };

/**
 * The texts of an alert without what a person could be known by; the same objects when there was nothing. Equal values
 * have equal tokens, so that an alert with redacted labels is the same one at its next delivery and poll. Its
 * fingerprint is of the labels as they came, and could be guessed back to them: it goes with what they held.
 */
export function guardAlert<T extends AlertTexts>(alert: T): Guarded<T> {
  const labels = guard.labels(alert.labels);
  const annotations = guard.labels(alert.annotations);
  const generatorURL = alert.generatorURL && guard.text(alert.generatorURL);
  const same = labels === alert.labels && annotations === alert.annotations && generatorURL === alert.generatorURL;
  if (same) return alert as Guarded<T>;
  const fingerprint = labels === alert.labels ? alert.fingerprint : undefined;
  return { ...alert, labels, annotations, generatorURL, fingerprint } as Guarded<T>;
}

/** A group's key repeats labels. It names the group by its hash: a changed one would name nothing, and counts as absent. */
export function guardGroupKey(key: string | null): string | null {
  return key !== null && guard.text(key) !== key ? null : key;
}

/** Read elsewhere, or looked at by their own: the alerts one by one, the group's key as a whole. */
const LOOKED_AT: ReadonlySet<string> = new Set(["alerts", "groupKey"]);

/** Whether what a delivery says about its alerts (common labels, receiver, addresses) names nobody. */
export function isCleanAbout(body: object): boolean {
  return Object.entries(body).every(([key, value]: [string, unknown]) => {
    if (LOOKED_AT.has(key) || value === null || typeof value === "boolean") return true;
    if (typeof value === "string" || typeof value === "number") return guard.text(String(value)) === String(value);
    return isTextRecord(value) && guard.labels(value) === value;
  });
}

function isTextRecord(value: unknown): value is Record<string, string> {
  return typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string");
}
