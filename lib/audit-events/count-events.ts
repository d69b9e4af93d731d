import "server-only";
import { dataAccessDeniedTotal, dataAccessTotal, dataAccessUnencryptedTotal } from "@/lib/telemetry/metrics";
import type { ReadEvent } from "./read-event";

/** An emitter names its own resources: beyond so many, the rest is one series. */
const MAX_RESOURCES = 100;
const known = new Set<string>();

/** Counts the accesses to data among events that are committed. */
export function countEvents(emitter: string, events: readonly ReadEvent[]): void {
  for (const { event } of events) {
    const { access } = event;
    if (!access) continue;
    const resource = labelOf(`${emitter}/${access.resource_type}`);
    dataAccessTotal.inc({ resource });
    if (!access.granted) dataAccessDeniedTotal.inc({ resource });
    if (!access.encrypted) dataAccessUnencryptedTotal.inc({ resource });
  }
}

function labelOf(resource: string): string {
  if (!known.has(resource) && known.size >= MAX_RESOURCES) return "other";
  known.add(resource);
  return resource;
}
