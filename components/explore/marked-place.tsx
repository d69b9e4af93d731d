import type { PlaceInQuery } from "@/lib/explore/place-in-query";

const AROUND = 40;

/** The place that a refusal is about, in its line. */
export function MarkedPlace({ query, place: { line, column } }: { query: string; place: PlaceInQuery }) {
  const text = query.split("\n")[line - 1] ?? "";
  const at = column - 1;
  const begin = Math.max(0, at - AROUND);
  return (
    <p className="ex-place">
      <span className="muted">
        Line {line}, column {column}:
      </span>{" "}
      <code>
        {begin > 0 && "…"}
        {text.slice(begin, at)}
        <mark>{text.slice(at, at + 1) || "\u00a0"}</mark>
        {text.slice(at + 1, at + AROUND)}
        {text.length > at + AROUND && "…"}
      </code>
    </p>
  );
}
