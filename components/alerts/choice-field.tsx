import { useId } from "react";

interface ChoiceFieldProps {
  label: string;
  value: string;
  choices: readonly (readonly [value: string, label: string])[];
  onChange: (value: string | null) => void;
}

/** One filter; the empty choice takes it out of the address. */
export function ChoiceField({ label, value, choices, onChange }: ChoiceFieldProps) {
  const field = useId();
  return (
    <div className="field">
      <label htmlFor={field}>{label}</label>
      <select id={field} className="in" value={value} onChange={(event) => onChange(event.target.value || null)}>
        {choices.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
