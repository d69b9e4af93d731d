"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { ApiError } from "@/lib/http/api-client";
import { alertDetailQuery } from "./alert-queries";
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

function ChangeForm({ onClose, ...asked }: EpisodeChange & Omit<ChangeDialogProps, "change">) {
  const [text, setText] = useState("");
  const [minutes, setMinutes] = useState("");
  const [failed, setFailed] = useState({ words: "", refused: false });
  const { verb, episode } = useStanding(asked, failed.refused);
  const { mutate, isPending, error } = useEpisodeChange(verb, episode, onClose);
  const words = changeWords(verb, episode, asked.person);
  const missing = words.required && text.trim() === "";
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (isPending || missing) return;
        const body = {
          ...(text.trim() ? { [words.field]: text.trim() } : {}),
          ...(minutes ? { expiresInMinutes: Number(minutes) } : {}),
        };
        const onError = (problem: Error) =>
          setFailed({ words: words.failed, refused: failed.refused || isRefusal(problem) });
        mutate(body, { onError });
      }}
    >
      <p className="ink2">{words.text}</p>
      <WordsField label={words.label} required={words.required} value={text} onChange={setText} />
      {words.expires && <ExpiryField severity={episode.severity} value={minutes} onChange={setMinutes} />}
      <p className="field-error" role="alert" hidden={!error}>
        {error && (
          <>
            <Icon name="fail" />{" "}
            <span>
              {failed.words} {wordsOf(error)}
            </span>
          </>
        )}
      </p>
      <Button tone="primary" size="big" type="submit" aria-disabled={isPending || missing} aria-busy={isPending}>
        {isPending ? words.pending : error && verb === asked.verb ? "Try again" : words.submit}
      </Button>
      <Button tone="quiet" onClick={onClose}>
        Cancel
      </Button>
    </form>
  );
}

/**
 * What is to be done to the episode as it stands. After a refusal it is read anew: a retry then names its version of
 * now, and what somebody else has meanwhile can be taken over, with the words already written.
 */
function useStanding({ verb, episode: opened }: EpisodeChange, refused: boolean): EpisodeChange {
  const { data } = useQuery({ ...alertDetailQuery(opened.id), enabled: refused });
  const episode = refused && data && data.episode.version > opened.version ? data.episode : opened;
  const taken = refused && verb === "acknowledge" && episode.state === "acknowledged";
  return { verb: taken ? "take-over" : verb, episode };
}

/** Of the state that the alert is in; a lost answer is none. */
function isRefusal(error: Error): boolean {
  return error instanceof ApiError && (error.status === 409 || error.status === 412);
}

function wordsOf(error: Error): string {
  return error instanceof ApiError ? error.detail : "Something went wrong on this page.";
}
