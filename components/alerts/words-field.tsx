import { useId } from "react";
import { MAX_NOTE } from "@/lib/alerts/max-note";

interface WordsFieldProps {
  label: string;
  required: boolean;
  value: string;
  onChange: (text: string) => void;
}

/** A person's own words; the first thing that has the focus in a dialog. */
export function WordsField({ label, required, value, onChange }: WordsFieldProps) {
  const field = useId();
  return (
    <div className="field">
      <label htmlFor={field}>
        {label} {!required && <span className="muted">optional</span>}
      </label>
      <textarea
        id={field}
        className="in"
        data-first-focus={required ? "always" : "with-keys"}
        rows={3}
        required={required}
        maxLength={MAX_NOTE}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        // Enter alone begins a line.
        onKeyDown={({ key, ctrlKey, metaKey, currentTarget }) =>
          key === "Enter" && (ctrlKey || metaKey) && currentTarget.form?.requestSubmit()
        }
        aria-describedby={`${field}-hint`}
      />
      <p className="hint" id={`${field}-hint`}>
        No patient data. Recorded in the audit ledger under your name.
      </p>
    </div>
  );
}
