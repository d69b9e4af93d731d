"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { ApiError } from "@/lib/http/api-client";

/** Runs one change at a time, then reads the page's data afresh. `problem` says in plain words why one failed. */
export function useChange() {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const [refreshing, refresh] = useTransition();

  async function change(send: () => Promise<unknown>): Promise<boolean> {
    setSending(true);
    setProblem(null);
    try {
      await send();
      refresh(() => router.refresh());
      return true;
    } catch (error) {
      setProblem(error instanceof ApiError ? error.detail : "The portal does not answer. Nothing was changed.");
      return false;
    } finally {
      setSending(false);
    }
  }

  return { change, problem, busy: sending || refreshing };
}
