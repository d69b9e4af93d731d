"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { ApiError } from "@/lib/http/api-client";
import { changeWords } from "./change-words";
import type { EpisodeVerb } from "./episode-verb";
import { ExpiryField } from "./expiry-field";
import { useEpisodeChange } from "./use-episode-change";
import { WordsField } from "./words-field";

export interface EpisodeChange {
  verb: EpisodeVerb;
  episode: EpisodeView;
}

interface ChangeDialogProps {
  /** What is about to be done; null closes the dialog. */
  change: EpisodeChange | null;
  /** Name of the signed-in person. */
  person: string;
  onClose: () => void;
}

/** Second of the two taps: say why, if you like, and do it. A sheet at the bottom of a phone. */
export function ChangeDialog({ change, person, onClose }: ChangeDialogProps) {
  const title = change ? changeWords(change.verb, change.episode, person).title : "";
  return (
    <Dialog open={change !== null} onClose={onClose} title={title} className="acknowledge">
      {change && (
        <ChangeForm
          key={`${change.verb} ${change.episode.id}`}
          verb={change.verb}
          episode={change.episode}
          person={person}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function ChangeForm({ verb, episode, person, onClose }: EpisodeChange & Omit<ChangeDialogProps, "change">) {
  const [text, setText] = useState("");
  const [minutes, setMinutes] = useState("");
  const { mutate, isPending, error } = useEpisodeChange(verb, episode, onClose);
  const words = changeWords(verb, episode, person);
  const missing = words.required && text.trim() === "";
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (isPending || missing) return;
        mutate({
          ...(text.trim() ? { [words.field]: text.trim() } : {}),
          ...(minutes ? { expiresInMinutes: Number(minutes) } : {}),
        });
      }}
    >
      <p className="ink2">{words.text}</p>
      <WordsField label={words.label} required={words.required} value={text} onChange={setText} />
      {words.expires && <ExpiryField value={minutes} onChange={setMinutes} />}
      <p className="field-error" role="alert" hidden={!error}>
        {error && (
          <>
            <Icon name="fail" />{" "}
            <span>
              {words.failed} {wordsOf(error)}
            </span>
          </>
        )}
      </p>
      <Button tone="primary" size="big" type="submit" aria-disabled={isPending || missing} aria-busy={isPending}>
        {isPending ? words.pending : error ? "Try again" : words.submit}
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
