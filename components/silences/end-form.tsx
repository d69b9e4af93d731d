"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { REASON } from "@/lib/silences/reason-length";
import type { SilenceView } from "@/lib/silences/silence-view";
import { ChangeProblem } from "./change-problem";
import { ReasonField } from "./reason-field";
import { useSilenceChange } from "./use-silence-change";

interface EndFormProps {
  silence: SilenceView;
  person: string;
  onClose: () => void;
}

/** Ends a silence now, after saying what that means. */
export function EndForm({ silence, person, onClose }: EndFormProps) {
  const [reason, setReason] = useState("");
  const { mutate, isPending, error } = useSilenceChange<{ reason: string }>(
    `/api/silences/${silence.id}/expire`,
    onClose,
  );
  const missing = reason.trim().length < REASON.min;
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending && !missing) mutate({ reason: reason.trim() });
      }}
    >
      <p className="ink2">{consequence(silence)} An ended silence cannot be taken up again.</p>
      <ReasonField value={reason} onChange={setReason} first />
      <ChangeProblem error={error} failed="Not ended." />
      <Button tone="primary" size="big" type="submit" aria-disabled={isPending || missing} aria-busy={isPending}>
        {isPending ? "Ending…" : error ? "Try again" : `End as ${person}`}
      </Button>
      <Button tone="quiet" onClick={onClose}>
        Cancel
      </Button>
    </form>
  );
}

function consequence({ heldBack, state }: SilenceView): string {
  if (state === "pending") return "It has not begun and will not.";
  if (heldBack === null) return "What it holds back now is not known; all of that is notified again.";
  if (heldBack.count === 0) return "It holds back nothing now.";
  return heldBack.count === 1
    ? "The alert it holds back is notified again."
    : `The ${heldBack.count} alerts it holds back are notified again.`;
}
