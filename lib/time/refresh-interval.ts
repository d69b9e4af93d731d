/** Seconds between refreshes that may be chosen; 0 is off. */
export const REFRESH_SECONDS = [0, 5, 10, 30, 60, 300, 900] as const;

/** The interval a URL asks for, rounded down to one that is allowed; what is no number gives the fallback. */
export function allowedRefresh(text: string | null, fallback: number): number {
  const asked = text !== null && /^\d{1,9}$/.test(text) ? Number(text) : fallback;
  return REFRESH_SECONDS.findLast((seconds) => seconds <= asked) ?? 0;
}

/** "Off", "30 s", "5 min". */
export function refreshName(seconds: number): string {
  if (seconds === 0) return "Off";
  return seconds < 60 ? `${seconds} s` : `${seconds / 60} min`;
}
