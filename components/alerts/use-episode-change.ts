"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { ApiError, apiSend } from "@/lib/http/api-client";
import { newIdempotencyKey } from "@/lib/http/new-idempotency-key";
import { ALERTS_KEY } from "./alert-queries";
import type { EpisodeVerb } from "./episode-verb";

const resultSchema = () => import("@/lib/alerts/acknowledge-input").then((module) => module.acknowledgeResultSchema);

export type ChangeBody = Record<string, string | number>;

/**
 * Sends what a person does to one episode. Nothing on the screen changes before the portal has said yes. A retry of
 * the same words carries the same key, so that an answer lost on the way is not a second change.
 */
export function useEpisodeChange(verb: EpisodeVerb, episode: Pick<EpisodeView, "id" | "version">, onDone: () => void) {
  const client = useQueryClient();
  const attempt = useRef({ words: "", key: "" });
  return useMutation({
    mutationFn: (body: ChangeBody) => {
      const words = JSON.stringify(body);
      if (attempt.current.key === "" || attempt.current.words !== words)
        attempt.current = { words, key: newIdempotencyKey() };
      const headers = { "if-match": `"${episode.version}"`, "idempotency-key": attempt.current.key };
      return apiSend("POST", `/api/alerts/${episode.id}/${verb}`, body, resultSchema, headers);
    },
    retry: false,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ALERTS_KEY });
      onDone();
    },
    onError: (error) => {
      // A refusal was answered for good: another try is another request.
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) attempt.current.key = "";
      void client.invalidateQueries({ queryKey: ALERTS_KEY });
    },
  });
}
