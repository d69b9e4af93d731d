"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { parseRange } from "@/lib/time/range";
import type { RangeEdges } from "@/lib/time/range-presets";
import { readTypedTime, writeTypedTime } from "@/lib/time/typed-time";

interface CustomRangeFormProps {
  range: RangeEdges;
  zone: string;
  onApply: (range: RangeEdges) => void;
}

/** A range typed by hand. What cannot be understood is explained, and the old range stays. */
export function CustomRangeForm({ range, zone, onApply }: CustomRangeFormProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const typed = {
      from: readTypedTime(String(fields.get("from")), "from", zone),
      to: readTypedTime(String(fields.get("to")), "to", zone),
    };
    try {
      parseRange({ ...typed, zone }, Date.now());
      onApply(typed);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "This range cannot be used.");
    }
  }
  return (
    <form className="custom-range" onSubmit={apply}>
      {(["from", "to"] as const).map((edge) => (
        <div className="field" key={edge}>
          <label htmlFor={`${id}-${edge}`}>{edge === "from" ? "From" : "To"}</label>
          <input
            className="in"
            id={`${id}-${edge}`}
            name={edge}
            defaultValue={writeTypedTime(range[edge], zone)}
            aria-describedby={`${id}-hint ${id}-problem`}
            aria-invalid={problem !== null}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
          />
        </div>
      ))}
      <p className="hint" id={`${id}-hint`}>
        2026-11-23 09:00, 13h or now-1d/d. Clock times are {zone}.
      </p>
      <p className="field-error" id={`${id}-problem`} role="alert">
        {problem && (
          <>
            <Icon name="fail" /> {problem}
          </>
        )}
      </p>
      <Button type="submit" tone="primary">
        Apply
      </Button>
    </form>
  );
}
