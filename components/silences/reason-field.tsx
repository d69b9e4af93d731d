import { useId } from "react";
import { REASON } from "@/lib/silences/reason-length";

interface ReasonFieldProps {
  value: string;
  onChange: (text: string) => void;
  first?: boolean;
}

/** Why: asked for with every change of a silence. */
export function ReasonField({ value, onChange, first = false }: ReasonFieldProps) {
  const field = useId();
  return (
    <div className="field">
      <label htmlFor={field}>Reason</label>
      <textarea
        id={field}
        className="in"
        data-first-focus={first || undefined}
        rows={3}
        required
        minLength={REASON.min}
        maxLength={REASON.max}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={`${field}-hint`}
      />
      <p className="hint" id={`${field}-hint`}>
        At least {REASON.min} characters, no patient data. Alertmanager and the audit ledger keep it under your name.
      </p>
    </div>
  );
}
