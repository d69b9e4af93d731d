import type { Leg } from "./status-view";

/** A leg before its signs of life are read. */
export type LegPlan = Omit<Leg, "state" | "lastSeenAt" | "error" | "notes">;
