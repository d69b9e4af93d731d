import type { Thresholds } from "@/lib/dashboards/model";

/** "none": there is a figure but nothing to hold it against. "unknown" is never a pass. */
export type FigureStatus = "pass" | "warn" | "fail" | "unknown" | "none";

/** Past `alert` it fails, past `target` it warns; exactly on a threshold it is not past it. */
export function thresholdStatus(value: number | null, thresholds: Thresholds | undefined): FigureStatus {
  if (value === null || !Number.isFinite(value)) return "unknown";
  if (!thresholds || (thresholds.target === undefined && thresholds.alert === undefined)) return "none";
  if (isPast(value, thresholds.alert, thresholds.direction)) return "fail";
  return isPast(value, thresholds.target, thresholds.direction) ? "warn" : "pass";
}

export function isPast(value: number, threshold: number | undefined, direction: Thresholds["direction"]): boolean {
  if (threshold === undefined) return false;
  return direction === "above" ? value > threshold : value < threshold;
}

const ORDER: readonly FigureStatus[] = ["fail", "warn", "unknown", "pass", "none"];

/** A failure outranks an unknown, an unknown outranks a pass. Nothing at all is unknown. */
export function worstStatus(statuses: readonly FigureStatus[]): FigureStatus {
  return ORDER.find((status) => statuses.includes(status)) ?? "unknown";
}

/** The word beside the colour. */
export function statusWord(status: FigureStatus, direction: Thresholds["direction"] = "above"): string {
  switch (status) {
    case "pass":
      return "On target";
    case "warn":
      return direction === "above" ? "Above target" : "Below target";
    case "fail":
      return "Alert";
    case "unknown":
      return "Unknown";
    case "none":
      return "";
  }
}
