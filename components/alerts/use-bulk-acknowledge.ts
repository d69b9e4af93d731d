"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { AcknowledgeOutcome } from "@/lib/alerts/acknowledge-many-input";
import { MAX_TOGETHER } from "@/lib/alerts/max-together";
import { ApiError, apiSend } from "@/lib/http/api-client";
import { newIdempotencyKey } from "@/lib/http/new-idempotency-key";
import { ALERTS_KEY } from "./alert-queries";
import type { ChangeBody } from "./use-episode-change";

const resultSchema = () =>
  import("@/lib/alerts/acknowledge-many-input").then((module) => module.acknowledgeManyResultSchema);

/**
 * Acknowledges many, some at a time. What one request answered stays answered when a later one fails: a retry goes on
 * from there, and the request that had no answer is sent again with its own key.
 */
export function useBulkAcknowledge(ids: readonly string[]) {
  const client = useQueryClient();
  const [results, setResults] = useState<readonly AcknowledgeOutcome[]>([]);
  const pending = useRef({ words: "", key: "" });
  const mutation = useMutation({
    mutationFn: async (words: ChangeBody) => {
      const all = [...results];
      for (;;) {
        const answered = new Set(all.map(({ episodeId }) => episodeId));
        const episodeIds = ids.filter((id) => !answered.has(id)).slice(0, MAX_TOGETHER);
        if (episodeIds.length === 0) return all;
        const body = { episodeIds, ...words };
        const text = JSON.stringify(body);
        if (pending.current.words !== text) pending.current = { words: text, key: newIdempotencyKey() };
        const headers = { "idempotency-key": pending.current.key };
        const answer = await apiSend("POST", "/api/alerts/acknowledgements", body, resultSchema, headers);
        all.push(...answer.results);
        setResults([...all]);
        if (!episodeIds.every((id) => answer.results.some(({ episodeId }) => episodeId === id)))
          throw new ApiError(0, "invalid_reply", "The portal did not answer for every alert.");
      }
    },
    retry: false,
    onError: (error) => {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) pending.current.words = "";
    },
    onSettled: () => client.invalidateQueries({ queryKey: ALERTS_KEY }),
  });
  return { ...mutation, results };
}
