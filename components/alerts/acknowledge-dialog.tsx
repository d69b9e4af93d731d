"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { MAX_NOTE } from "@/lib/alerts/max-note";
import { ApiError } from "@/lib/http/api-client";
import { useAcknowledge } from "./use-acknowledge";

interface AcknowledgeDialogProps {
  /** The episode to take; null closes the dialog. */
  episode: EpisodeView | null;
  /** Name of the signed-in person. */
  person: string;
  onClose: () => void;
}

/** Second of the two taps: say why, if you like, and take it. A sheet at the bottom of a phone. */
export function AcknowledgeDialog({ episode, person, onClose }: AcknowledgeDialogProps) {
  const title = episode ? `Acknowledge ${episode.alertname}` : "";
  return (
    <Dialog open={episode !== null} onClose={onClose} title={title} className="acknowledge">
      {episode && <AcknowledgeForm key={episode.id} episode={episode} person={person} onClose={onClose} />}
    </Dialog>
  );
}

function AcknowledgeForm({ episode, person, onClose }: AcknowledgeDialogProps & { episode: EpisodeView }) {
  const [note, setNote] = useState("");
  const field = useId();
  const { mutate, isPending, error } = useAcknowledge(episode, onClose);
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate(note.trim());
      }}
    >
      <p className="ink2">You become the owner and others see it. The alert keeps firing: this is not a silence.</p>
      <div className="field">
        <label htmlFor={field}>
          Note <span className="muted">optional</span>
        </label>
        <textarea
          id={field}
          className="in"
          data-first-focus
          rows={3}
          maxLength={MAX_NOTE}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          aria-describedby={`${field}-hint`}
        />
        <p className="hint" id={`${field}-hint`}>
          No patient data. Recorded in the audit ledger under your name.
        </p>
      </div>
      <p className="field-error" role="alert" hidden={!error}>
        {error && (
          <>
            <Icon name="fail" /> <span>Not acknowledged. {wordsOf(error)}</span>
          </>
        )}
      </p>
      <Button tone="primary" size="big" type="submit" aria-disabled={isPending} aria-busy={isPending}>
        {isPending ? "Acknowledging…" : error ? "Try again" : `Acknowledge as ${person}`}
      </Button>
      <Button tone="quiet" onClick={onClose}>
        Cancel
      </Button>
    </form>
  );
}

function wordsOf(error: Error): string {
  return error instanceof ApiError ? error.detail : "Something went wrong on this page.";
}
