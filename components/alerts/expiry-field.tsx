import { useId } from "react";
import { acknowledgementEnd } from "@/lib/alerts/acknowledgement-end";
import { formatDuration } from "@/lib/time/format-time";

const CHOICES: readonly [minutes: number, label: string][] = [
  [15, "15 minutes"],
  [30, "30 minutes"],
  [60, "1 hour"],
  [120, "2 hours"],
  [240, "4 hours"],
  [480, "8 hours"],
  [1440, "24 hours"],
];

interface ExpiryFieldProps {
  /** Of the alert; left out for several of different ones. */
  severity?: string;
  value: string;
  onChange: (minutes: string) => void;
}

/** How long the acknowledgement holds; left alone, the severity's own time. */
export function ExpiryField({ severity, value, onChange }: ExpiryFieldProps) {
  const field = useId();
  return (
    <div className="field">
      <label htmlFor={field}>Runs out after</label>
      <select id={field} className="in" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{usualWords(severity)}</option>
        {CHOICES.map(([minutes, label]) => (
          <option key={minutes} value={minutes}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

function usualWords(severity: string | undefined): string {
  const usual = (of: string) => formatDuration(acknowledgementEnd(of, 0));
  if (severity === undefined) return `Usual time: ${usual("critical")} if critical, else ${usual("warning")}`;
  return `Usual time: ${usual(severity)}`;
}
