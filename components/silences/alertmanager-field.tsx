import { useId } from "react";
import type { SilenceSources } from "@/lib/silences/silence-view";

interface AlertmanagerFieldProps {
  sources: SilenceSources;
  value: string | null;
  onChange: (name: string) => void;
}

/** Which of several independent Alertmanagers the silence is for; peers of a cluster are one choice. */
export function AlertmanagerField({ sources, value, onChange }: AlertmanagerFieldProps) {
  const field = useId();
  const choices = [...sources.groups, ...sources.silent.map(({ name }) => [name])];
  return (
    <div className="field">
      <label htmlFor={field}>Alertmanager</label>
      <select
        id={field}
        className="in"
        required
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={`${field}-hint`}
      >
        <option value="" disabled>
          Choose one
        </option>
        {choices.map((names) => (
          <option key={names[0]} value={names[0]}>
            {names.join(", ")}
            {sources.silent.some(({ name }) => name === names[0]) ? " (does not answer)" : ""}
          </option>
        ))}
      </select>
      <p className="hint" id={`${field}-hint`}>
        They are independent: an alert that another one also has is still notified there.
      </p>
    </div>
  );
}
