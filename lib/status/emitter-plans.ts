import "server-only";
import { emitterLeg } from "@/lib/audit-events/emitter-leg";
import { readEmitters } from "@/lib/audit-events/read-emitters";
import type { LegPlan } from "./leg-plan";

/** Five heartbeats of the client that this project ships. */
const BEATING_LATE_SECONDS = 300;
/** A log shipper sends events only; an hour without one is what the rule AuditLogGap calls a gap. */
const EVENTS_LATE_SECONDS = 3_600;

/** Whose audit events come in here, with what of them is missing. */
export async function emitterPlans(): Promise<(LegPlan & { notes: string[] })[]> {
  return (await readEmitters()).map(({ name, configured, beats, notes }) => ({
    id: emitterLeg(name),
    name,
    group: "emitters",
    meaning: meaningOf(configured, beats),
    lateAfterSeconds: lateAfter(configured, beats),
    backlog: null,
    inRail: false,
    notes,
  }));
}

function meaningOf(configured: boolean, beats: boolean): string {
  if (!configured) return "has no token any more";
  return beats ? "sent an audit event or a heartbeat" : "sent an audit event";
}

/** Of one that may not send any more nothing is expected. */
function lateAfter(configured: boolean, beats: boolean): number | null {
  if (!configured) return null;
  return beats ? BEATING_LATE_SECONDS : EVENTS_LATE_SECONDS;
}
