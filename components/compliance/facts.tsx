import type { Finding } from "@/lib/compliance/finding";

/** Raw values as they were measured, a line each. */
export function Facts({ facts }: { facts: Finding["observed"] }) {
  const lines = Object.entries(facts).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((item) => [`${name}: `, item] as const) : [[`${name}: `, String(value)] as const],
  );
  if (lines.length === 0) return <span className="muted">–</span>;
  return (
    <ul className="facts mono">
      {lines.map(([name, value]) => (
        <li key={`${name}${value}`}>
          <span className="muted">{name}</span>
          {value}
        </li>
      ))}
    </ul>
  );
}
