"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ApiError, apiSend } from "@/lib/http/api-client";

const resultSchema = () => import("@/lib/compliance/report/envelope").then((module) => module.reportEnvelopeSchema);

/** Collects a month as a new version of its report, then opens it. */
export function GenerateReport({ month, label }: { month: string; label: string }) {
  const router = useRouter();
  const [state, setState] = useState<"idle" | "running" | { error: string }>("idle");

  async function generate() {
    setState("running");
    try {
      const report = await apiSend("POST", "/api/reports", { month }, resultSchema);
      router.push(`/compliance/reports/${report.id}`);
    } catch (error) {
      setState({ error: error instanceof ApiError ? error.detail : "The report could not be generated." });
    }
  }

  return (
    <span className="generate-report">
      {typeof state === "object" && (
        <span className="t-fail" role="alert">
          {state.error}
        </span>
      )}
      <Button size="small" onClick={generate} disabled={state === "running"}>
        {state === "running" ? "Collecting" : label}
      </Button>
    </span>
  );
}
