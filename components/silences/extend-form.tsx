"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { type EndChoice, endOfChoice } from "@/lib/silences/end-choice";
import { endProblem } from "@/lib/silences/end-problem";
import { REASON } from "@/lib/silences/reason-length";
import type { SilenceView } from "@/lib/silences/silence-view";
import { ChangeProblem } from "./change-problem";
import { EndField } from "./end-field";
import { ReasonField } from "./reason-field";
import { useSilenceChange } from "./use-silence-change";

interface ExtendFormProps {
  silence: SilenceView;
  person: string;
  zone: string;
  /** When the dialog was opened, epoch ms. */
  now: number;
  onClose: () => void;
}

/** Gives a silence a later end: so much more than it has, or until a moment. */
export function ExtendForm({ silence, person, zone, now, onClose }: ExtendFormProps) {
  const [choice, setChoice] = useState<EndChoice>({ kind: "minutes", minutes: 60 });
  const [reason, setReason] = useState("");
  const { mutate, isPending, error } = useSilenceChange<{ endsAt: string; reason: string }>(
    `/api/silences/${silence.id}/extend`,
    onClose,
  );
  const present = Date.parse(silence.endsAt);
  const end = endOfChoice(choice, zone, choice.kind === "minutes" ? present : now);
  const problem = endProblem(end, present, now);
  const missing = reason.trim().length < REASON.min || end === null || problem !== null;
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (isPending || missing || end === null) return;
        mutate({ endsAt: new Date(end).toISOString(), reason: reason.trim() });
      }}
    >
      <EndField
        label="Extend by, or until"
        more
        choice={choice}
        end={end}
        zone={zone}
        problem={problem}
        suggested={end}
        onChange={setChoice}
      />
      <ReasonField value={reason} onChange={setReason} first />
      <ChangeProblem error={error} failed="Not extended." />
      <Button tone="primary" size="big" type="submit" aria-disabled={isPending || missing} aria-busy={isPending}>
        {isPending ? "Extending…" : error ? "Try again" : `Extend as ${person}`}
      </Button>
      <Button tone="quiet" onClick={onClose}>
        Cancel
      </Button>
    </form>
  );
}
