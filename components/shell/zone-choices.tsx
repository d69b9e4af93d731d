"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { assertZone } from "@/lib/time/zone";

interface ZoneChoicesProps {
  zone: string;
  onChoose: (zone: string) => void;
  onHelp?: (() => void) | undefined;
}

/** UTC, the browser's own zone, or any by name; and the way to the shortcuts. */
export default function ZoneChoices({ zone, onChoose, onHelp }: ZoneChoicesProps) {
  return (
    <>
      <div className="menu-list">
        <ZoneChoice name="UTC" zone="UTC" chosen={zone} onChoose={onChoose} />
        {browserZone() !== "UTC" && (
          <ZoneChoice name="This browser" zone={browserZone()} chosen={zone} onChoose={onChoose} />
        )}
      </div>
      <OtherZoneForm zone={zone} onApply={onChoose} />
      {onHelp && (
        <Button tone="quiet" onClick={onHelp}>
          Keyboard shortcuts
        </Button>
      )}
    </>
  );
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

interface ZoneChoiceProps {
  name: string;
  zone: string;
  chosen: string;
  onChoose: (zone: string) => void;
}

function ZoneChoice({ name, zone, chosen, onChoose }: ZoneChoiceProps) {
  return (
    <button type="button" aria-pressed={zone === chosen} onClick={() => onChoose(zone)}>
      {name} {name !== zone && <span className="muted">{zone}</span>}
    </button>
  );
}

function OtherZoneForm({ zone, onApply }: { zone: string; onApply: (zone: string) => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("zone")).trim();
    try {
      assertZone(typed);
      onApply(typed);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "This time zone is not known.");
    }
  }
  return (
    <form className="custom-range" onSubmit={apply}>
      <div className="field">
        <label htmlFor={id}>Another zone</label>
        <input
          className="in"
          id={id}
          name="zone"
          defaultValue={zone}
          list={`${id}-zones`}
          maxLength={64}
          autoComplete="off"
          aria-invalid={problem !== null}
          aria-describedby={`${id}-problem`}
        />
        <datalist id={`${id}-zones`}>
          {Intl.supportedValuesOf("timeZone").map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      <p className="field-error" id={`${id}-problem`} role="alert">
        {problem}
      </p>
      <Button type="submit">Use this zone</Button>
    </form>
  );
}
