import * as z from "zod/mini";

/** Four words, no boolean: what was not measured is unknown, never a pass. */
export const CHECK_STATUSES = ["fail", "unknown", "pass", "not_applicable"] as const;
export const checkStatusSchema = z.enum(CHECK_STATUSES);
export type CheckStatus = z.infer<typeof checkStatusSchema>;

/** What a whole day or month can be. */
export const rollUpSchema = z.enum(["fail", "unknown", "pass"]);
export type RollUp = z.infer<typeof rollUpSchema>;

/** Any failure fails; else anything unknown, or nothing at all, is unknown; else it passes. */
export function rollUp(statuses: readonly CheckStatus[]): RollUp {
  if (statuses.includes("fail")) return "fail";
  if (statuses.includes("unknown") || !statuses.includes("pass")) return "unknown";
  return "pass";
}

/** How many results there are of each kind. */
export function countStatuses(statuses: readonly CheckStatus[]): Record<CheckStatus, number> {
  const counts: Record<CheckStatus, number> = { fail: 0, unknown: 0, pass: 0, not_applicable: 0 };
  for (const status of statuses) counts[status]++;
  return counts;
}
