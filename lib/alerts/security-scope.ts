import { type Actor, actorHas } from "@/lib/auth/actor";
import type { EpisodeView } from "./episode-view";

/** Whose alerts are for those with security-alert:read only. */
export const SECURITY_TEAMS = ["security", "compliance"] as const;

/** Whether an alert is one that the security or compliance team is told, by its team or by the label `compliance`. */
export function isSecurityAlert({ team, labels }: Pick<EpisodeView, "team" | "labels">): boolean {
  const name = team?.trim().toLowerCase();
  return SECURITY_TEAMS.some((one) => one === name) || Object.hasOwn(labels, "compliance");
}

export function seesSecurityAlerts(actor: Actor): boolean {
  return actorHas(actor, "security-alert:read");
}

/** Whether the actor may know that this alert exists. */
export function mayKnow(actor: Actor, alert: Pick<EpisodeView, "team" | "labels">): boolean {
  return seesSecurityAlerts(actor) || !isSecurityAlert(alert);
}
