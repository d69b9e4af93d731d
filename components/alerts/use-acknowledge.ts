"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { ApiError, apiSend } from "@/lib/http/api-client";
import { newIdempotencyKey } from "@/lib/http/new-idempotency-key";
import { ALERTS_KEY } from "./alert-queries";

const resultSchema = () => import("@/lib/alerts/acknowledge-input").then((module) => module.acknowledgeResultSchema);

/**
 * Acknowledges one episode. Nothing on the screen changes before the portal has said yes. A retry of the same words
 * carries the same key, so that an answer lost on the way is not a second acknowledgement.
 */
export function useAcknowledge(episode: Pick<EpisodeView, "id" | "version">, onDone: () => void) {
  const client = useQueryClient();
  const attempt = useRef({ note: "", key: "" });
  return useMutation({
    mutationFn: (note: string) => {
      if (attempt.current.key === "" || attempt.current.note !== note)
        attempt.current = { note, key: newIdempotencyKey() };
      const headers = { "if-match": `"${episode.version}"`, "idempotency-key": attempt.current.key };
      const body = note === "" ? {} : { note };
      return apiSend("POST", `/api/alerts/${episode.id}/acknowledge`, body, resultSchema, headers);
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
