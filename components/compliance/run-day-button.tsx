"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ApiError, apiSend } from "@/lib/http/api-client";

const resultSchema = () => import("@/lib/compliance/day-view").then((module) => module.dayRunSchema);

interface RunDayButtonProps {
  day: string;
  /** The version the run is to become: a second click gives the same run, not another. */
  version?: number;
  tone?: "primary" | "quiet";
  label?: string;
}

/** Runs the check of a day, then shows what it found. */
export function RunDayButton({ day, version, tone = "primary", label }: RunDayButtonProps) {
  const router = useRouter();
  const [state, setState] = useState<"idle" | "running" | { error: string }>("idle");
  const words = label ?? (version && version > 1 ? "Run again for this day" : "Run for this day");

  async function run() {
    setState("running");
    try {
      await apiSend("POST", `/api/compliance/days/${day}/runs`, { version }, resultSchema);
      setState("idle");
      router.push(`/compliance?month=${day.slice(0, 7)}&day=${day}`);
      router.refresh();
    } catch (error) {
      setState({ error: error instanceof ApiError ? error.detail : "The check could not be started." });
    }
  }

  return (
    <>
      <Button tone={tone} onClick={run} disabled={state === "running"} className="wide">
        {state === "running" ? "Running, up to a minute" : words}
      </Button>
      {typeof state === "object" && (
        <p className="t-fail" role="alert">
          {state.error}
        </p>
      )}
    </>
  );
}
