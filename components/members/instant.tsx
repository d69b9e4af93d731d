/** An instant in UTC, to the minute; "never" when there is none. */
export function Instant({ at, never = "never" }: { at: string | null; never?: string }) {
  if (at === null) return <span className="muted">{never}</span>;
  return <time dateTime={at}>{at.slice(0, 16).replace("T", " ")} UTC</time>;
}
