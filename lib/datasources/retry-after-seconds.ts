/** Seconds from `now` (epoch ms) that a Retry-After header asks for, as a number or a date; null for anything else. */
export function retryAfterSeconds(header: string | string[] | undefined, now: number): number | null {
  if (typeof header !== "string") return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}
