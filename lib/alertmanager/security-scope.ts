import { type Actor, actorHas } from "@/lib/auth/actor";

interface Told {
  team: string | null;
  labels: Readonly<Record<string, string>>;
}

/** Whose alerts are for those with security-alert:read only. */
export const SECURITY_TEAMS = ["security", "compliance"] as const;

/** Whether an alert is one that the security or compliance team is told, by its team or by the label `compliance`. */
export function isSecurityAlert({ team, labels }: Told): boolean {
  const name = team?.trim().toLowerCase();
  return SECURITY_TEAMS.some((one) => one === name) || Object.hasOwn(labels, "compliance");
}

export function seesSecurityAlerts(actor: Actor): boolean {
  return actorHas(actor, "security-alert:read");
}

/** Whether the actor may know that this alert exists. */
export function mayKnow(actor: Actor, alert: Told): boolean {
  return seesSecurityAlerts(actor) || !isSecurityAlert(alert);
}
