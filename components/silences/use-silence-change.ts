"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { ApiError, apiSend } from "@/lib/http/api-client";
import { newIdempotencyKey } from "@/lib/http/new-idempotency-key";
import type { SilenceResult } from "@/lib/silences/silence-view";
import { SILENCES_KEY } from "./silence-queries";

const resultSchema = () => import("@/lib/silences/silence-view").then((module) => module.silenceResultSchema);

/**
 * Sends a change of a silence. Nothing on the screen changes before the portal has said yes. As long as it is not
 * known whether a request was done, trying again carries the same key: no second silence comes of it.
 */
export function useSilenceChange<Body extends object>(path: string, onDone: (result: SilenceResult) => void) {
  const client = useQueryClient();
  const attempt = useRef({ words: "", key: "" });
  return useMutation({
    mutationFn: (body: Body) => {
      const words = JSON.stringify(body);
      if (attempt.current.key === "" || attempt.current.words !== words)
        attempt.current = { words, key: newIdempotencyKey() };
      return apiSend("POST", path, body, resultSchema, { "idempotency-key": attempt.current.key });
    },
    retry: false,
    onSuccess: async (result) => {
      await client.invalidateQueries({ queryKey: SILENCES_KEY });
      onDone(result);
    },
    onError: (error) => {
      if (isSettled(error)) attempt.current.key = "";
      void client.invalidateQueries({ queryKey: SILENCES_KEY });
    },
  });
}

/** Refused or failed for good: another try is another request. */
function isSettled(error: Error): boolean {
  if (!(error instanceof ApiError) || error.status === 0) return false;
  return error.status < 500 || error.extra.outcome === "failed";
}
