import "server-only";
import { redactionsTotal } from "@/lib/telemetry/metrics";
import { redactionSource } from "./redaction-source";

/** So many redactions of one class, at one boundary, of what one source sent, on one UTC day. */
export interface RedactionCount {
  day: string;
  boundary: string;
  source: string;
  name: string;
  count: number;
}

// On globalThis: the server bundle is loaded more than once, and all of it is stored together.
const holder = globalThis as unknown as { portalRedactions?: Map<string, RedactionCount> };
holder.portalRedactions ??= new Map();
const tally = holder.portalRedactions;

/** Counts one redaction: for Prometheus at once, and for the database until it is taken there. Nothing of the value is kept. */
export function countRedaction(name: string, boundary: string): void {
  redactionsTotal.inc({ class: name, boundary });
  const source = redactionSource.getStore() ?? "portal";
  add({ day: new Date().toISOString().slice(0, 10), boundary, source, name, count: 1 });
}

/** What was counted since it was last taken. */
export function takeRedactionCounts(): RedactionCount[] {
  const taken = [...tally.values()];
  tally.clear();
  return taken;
}

/** Back to the tally: what could not be stored is stored with the next ones. */
export function returnRedactionCounts(counts: readonly RedactionCount[]): void {
  for (const count of counts) add(count);
}

function add(given: RedactionCount): void {
  const key = [given.day, given.boundary, given.source, given.name].join("\n");
  const known = tally.get(key);
  if (known) known.count += given.count;
  else tally.set(key, { ...given });
}
