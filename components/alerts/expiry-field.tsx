import { useId } from "react";

const CHOICES: readonly [minutes: number, label: string][] = [
  [15, "15 minutes"],
  [30, "30 minutes"],
  [60, "1 hour"],
  [120, "2 hours"],
  [240, "4 hours"],
  [480, "8 hours"],
  [1440, "24 hours"],
];

/** How long the acknowledgement holds; left alone, the severity's own time. */
export function ExpiryField({ value, onChange }: { value: string; onChange: (minutes: string) => void }) {
  const field = useId();
  return (
    <div className="field">
      <label htmlFor={field}>Runs out after</label>
      <select id={field} className="in" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">Usual time: 1 hour if critical, else 4</option>
        {CHOICES.map(([minutes, label]) => (
          <option key={minutes} value={minutes}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
