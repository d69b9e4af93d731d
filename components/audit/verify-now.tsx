"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ApiError, apiSend } from "@/lib/http/api-client";

const resultSchema = () => import("@/lib/audit/verification").then((module) => module.verificationSchema);

/** Hashes the whole ledger again; the verdict is itself an entry, which the page then shows. */
export function VerifyNow() {
  const router = useRouter();
  const [state, setState] = useState<"idle" | "running" | { error: string }>("idle");

  async function verify() {
    setState("running");
    try {
      await apiSend("POST", "/api/audit/verifications", undefined, resultSchema);
      setState("idle");
      router.refresh();
    } catch (error) {
      setState({ error: error instanceof ApiError ? error.detail : "The ledger could not be verified." });
    }
  }

  return (
    <>
      {typeof state === "object" && (
        <span className="t-fail" role="alert">
          {state.error}{" "}
        </span>
      )}
      <Button size="small" onClick={verify} disabled={state === "running"}>
        {state === "running" ? "Verifying" : "Verify now"}
      </Button>
    </>
  );
}
