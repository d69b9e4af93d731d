"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useNow } from "@/components/shell/use-now";
import { ApiError } from "@/lib/http/api-client";
import { matcherText } from "@/lib/matchers/matcher-text";
import { type EndChoice, endOfChoice } from "@/lib/silences/end-choice";
import { endProblem } from "@/lib/silences/end-problem";
import { previewWarnings } from "@/lib/silences/preview-warnings";
import { REASON } from "@/lib/silences/reason-length";
import type { CreateSilenceInput } from "@/lib/silences/silence-input";
import type { SilenceSources } from "@/lib/silences/silence-view";
import { type DraftMatcher, draftsOf, matchersOf } from "./draft-matcher";
import { silencePreviewQuery } from "./silence-queries";
import { useSettled } from "./use-settled";

const SETTLE_MS = 350;
const MINUTE_MS = 60_000;

/** What has been typed for a new silence, what it would hit, and the request it makes: null until it is complete. */
export function useNewSilence(given: readonly string[], zone: string) {
  const now = useNow(MINUTE_MS);
  const [drafts, setDrafts] = useState(() => draftsOf(given));
  const [alertmanager, setAlertmanager] = useState<string | null>(null);
  const [choice, setChoice] = useState<EndChoice>({ kind: "minutes", minutes: 60 });
  const [reason, setReason] = useState("");
  const [confirmed, setConfirmed] = useState("");
  const matchers = useMemo(() => matchersOf(drafts), [drafts]);
  const settled = useSettled(matchers, SETTLE_MS);
  const { data, error } = useQuery(silencePreviewQuery(settled, alertmanager));
  // An answer about other matchers than those on the screen is none.
  const preview = settled === matchers ? data : undefined;
  const warnings = preview ? previewWarnings(matchers, preview) : [];
  const question = warnings.join(" ");
  const end = now === null ? null : endOfChoice(choice, zone, now);
  const problem = now === null ? null : endProblem(end, now, now);
  const words = reason.trim();
  const complete =
    matchers.length > 0 && words.length >= REASON.min && end !== null && problem === null && !preview?.refusal;

  return {
    drafts,
    edit(next: DraftMatcher[]) {
      setDrafts(next);
      writeAddress(matchersOf(next).map(matcherText));
    },
    alertmanager,
    setAlertmanager,
    sources: data?.sources ?? sourcesIn(error),
    choice,
    setChoice,
    end,
    problem,
    reason,
    setReason,
    empty: matchers.length === 0,
    preview,
    previewError: settled === matchers ? error : null,
    warnings,
    /** What must be confirmed; other warnings must be confirmed again. */
    question,
    confirmed: confirmed === question,
    confirm: (yes: boolean) => setConfirmed(yes ? question : ""),
    request:
      complete && (question === "" || confirmed === question)
        ? ({
            matchers,
            reason: words,
            ...(choice.kind === "minutes" ? { minutes: choice.minutes } : { endsAt: new Date(end).toISOString() }),
            ...(alertmanager === null ? {} : { alertmanager }),
          } satisfies CreateSilenceInput)
        : null,
  };
}

/** The matchers live in the address: what is being made can be sent to a colleague. */
function writeAddress(matchers: readonly string[]): void {
  const search = new URLSearchParams(window.location.search);
  search.delete("matcher");
  for (const matcher of matchers) search.append("matcher", matcher);
  window.history.replaceState(null, "", search.size > 0 ? `?${search}` : window.location.pathname);
}

/** A preview that was refused because one of several must be named says which there are. */
function sourcesIn(error: Error | null): SilenceSources | null {
  const sources = error instanceof ApiError ? (error.extra.sources as Partial<SilenceSources> | undefined) : undefined;
  return Array.isArray(sources?.groups) && Array.isArray(sources.silent) ? (sources as SilenceSources) : null;
}
