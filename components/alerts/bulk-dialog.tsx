"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { ApiError } from "@/lib/http/api-client";
import { BulkResults } from "./bulk-results";
import { ExpiryField } from "./expiry-field";
import { useBulkAcknowledge } from "./use-bulk-acknowledge";
import { WordsField } from "./words-field";

interface BulkDialogProps {
  /** By id, as they were when the dialog opened. */
  episodes: ReadonlyMap<string, EpisodeView>;
  /** `settled`: those that were answered for, whichever way. */
  onClose: (settled: readonly string[]) => void;
}

/** One note for many alerts, and what became of each. */
export default function BulkDialog({ episodes, onClose }: BulkDialogProps) {
  const [note, setNote] = useState("");
  const [minutes, setMinutes] = useState("");
  const { mutate, isPending, isSuccess, error, results } = useBulkAcknowledge([...episodes.keys()]);
  const close = () => onClose(results.map(({ episodeId }) => episodeId));
  const count = `${episodes.size} ${episodes.size === 1 ? "alert" : "alerts"}`;
  return (
    <Dialog open onClose={close} title={`Acknowledge ${count}`} className="acknowledge">
      <form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          if (isSuccess) return close();
          if (isPending) return;
          mutate({
            ...(note.trim() ? { note: note.trim() } : {}),
            ...(minutes ? { expiresInMinutes: Number(minutes) } : {}),
          });
        }}
      >
        {results.length === 0 && (
          <>
            <p className="ink2">You become the owner of each. They keep firing: this is not a silence.</p>
            <WordsField label="Note" required={false} value={note} onChange={setNote} />
            <ExpiryField value={minutes} onChange={setMinutes} />
          </>
        )}
        {results.length > 0 && <BulkResults results={results} episodes={episodes} />}
        {error && (
          <p className="field-error" role="alert">
            <Icon name="fail" />{" "}
            <span>
              {results.length} of {count} answered.{" "}
              {error instanceof ApiError ? error.detail : "Something went wrong on this page."}
            </span>
          </p>
        )}
        <Button tone="primary" size="big" type="submit" aria-disabled={isPending} aria-busy={isPending}>
          {isSuccess
            ? "Done"
            : isPending
              ? `Acknowledging… ${results.length}`
              : error
                ? "Try again"
                : `Acknowledge ${count}`}
        </Button>
        {!isSuccess && (
          <Button tone="quiet" onClick={close}>
            Cancel
          </Button>
        )}
      </form>
    </Dialog>
  );
}
