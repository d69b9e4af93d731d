"use client";

import { useId } from "react";
import type { EndChoice } from "@/lib/silences/end-choice";
import { formatInstant } from "@/lib/time/format-time";
import { writeTypedTime } from "@/lib/time/typed-time";

interface EndFieldProps {
  label: string;
  /** What a number of minutes is called here: "30 min", or "30 min more". */
  more?: boolean;
  choice: EndChoice;
  /** The end that the choice means (epoch ms); null: none yet. */
  end: number | null;
  zone: string;
  problem: string | null;
  /** What "Other end" begins with, epoch ms. */
  suggested: number | null;
  onChange: (choice: EndChoice) => void;
}

const MINUTES = [
  [30, "30 min"],
  [60, "1 h"],
  [120, "2 h"],
] as const;

/** Until when: quick choices, tomorrow morning, or a moment of one's own, on the chosen zone's clock. */
export function EndField({ label, more = false, choice, end, zone, problem, suggested, onChange }: EndFieldProps) {
  const id = useId();
  const radio = (name: string, text: string, chosen: boolean, next: EndChoice) => (
    <label key={name}>
      <input type="radio" name={`${id}-end`} checked={chosen} onChange={() => onChange(next)} /> {text}
    </label>
  );
  return (
    <fieldset className="field">
      <legend className="lab">{label}</legend>
      <div className="choice si-ends">
        {MINUTES.map(([minutes, text]) =>
          radio(text, more ? `${text} more` : text, choice.kind === "minutes" && choice.minutes === minutes, {
            kind: "minutes",
            minutes,
          }),
        )}
        {radio("tomorrow", "Tomorrow 09:00", choice.kind === "tomorrow", { kind: "tomorrow" })}
        {radio("custom", "Other end", choice.kind === "custom", {
          kind: "custom",
          text: suggested === null ? "" : fieldText(suggested, zone),
        })}
      </div>
      {choice.kind === "custom" && (
        <div className="field">
          <label htmlFor={`${id}-custom`}>End, {zone}</label>
          <input
            id={`${id}-custom`}
            className="in"
            type="datetime-local"
            required
            value={choice.text}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-end`}
            onChange={(event) => onChange({ kind: "custom", text: event.target.value })}
          />
        </div>
      )}
      <p className={problem ? "field-error" : "hint"} id={`${id}-end`} role={problem ? "alert" : undefined}>
        {problem ?? (end === null ? "Choose an end." : `Until ${formatInstant(end, zone)}.`)}
      </p>
    </fieldset>
  );
}

/** As a field for a day and a time holds it: to the minute. */
function fieldText(instant: number, zone: string): string {
  return writeTypedTime(String(instant), zone).replace(" ", "T").slice(0, "2026-11-23T09:00".length);
}
