import { formatInstant } from "@/lib/time/format-time";

/** An instant in UTC, to the minute; "never" when there is none. */
export function Instant({ at }: { at: string | null }) {
  if (at === null) return <span className="muted">never</span>;
  return <time dateTime={at}>{formatInstant(Date.parse(at), "UTC")}</time>;
}
