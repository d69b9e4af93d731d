"use client";

import type { FormEvent } from "react";
import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { useChange } from "@/components/ui/use-change";
import { apiSend } from "@/lib/http/api-client";
import { ReasonField } from "./reason-field";

/** Ends a legal hold; why is asked for first. */
export function LiftHold({ holdId }: { holdId: string }) {
  const { change, problem, busy } = useChange();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get("reason");
    await change(() => apiSend("POST", `/api/audit/holds/${holdId}/lift`, { reason }, z.null()));
  }

  return (
    <details>
      <summary>Lift</summary>
      <form className="retention-form" method="post" onSubmit={submit} aria-busy={busy}>
        <ReasonField id={`lift-${holdId}`} />
        <Button type="submit" disabled={busy}>
          Lift hold
        </Button>
        <p role="alert" className="t-fail">
          {problem}
        </p>
      </form>
    </details>
  );
}
