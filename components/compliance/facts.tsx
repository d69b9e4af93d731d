import type { Finding } from "@/lib/compliance/finding";

/** Raw values as they were measured, a line each; a list stands below its name. */
export function Facts({ facts }: { facts: Finding["observed"] }) {
  const entries = Object.entries(facts);
  if (entries.length === 0) return <span className="muted no-fact">–</span>;
  return (
    <ul className="check-facts mono">
      {entries.map(([name, value]) => (
        <li key={name}>
          <span className="muted">{words(name)}:</span>{" "}
          {Array.isArray(value) ? (
            <ul>
              {value.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          ) : (
            String(value ?? "none")
          )}
        </li>
      ))}
    </ul>
  );
}

/** refusalsRecorded becomes "refusals recorded"; a host name or a version stays as it is. */
function words(name: string): string {
  return /^[a-z]+([A-Z][a-z]+)+$/.test(name) ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : name;
}
