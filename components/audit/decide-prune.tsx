"use client";

import { useState } from "react";
import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { useChange } from "@/components/ui/use-change";
import { apiSend } from "@/lib/http/api-client";

/** The second person's answer. Approving cannot be taken back, so it is asked twice. */
export function DecidePrune({ pruneId }: { pruneId: string }) {
  const { change, problem, busy } = useChange();
  const [sure, setSure] = useState(false);
  const decide = (approve: boolean) =>
    change(() => apiSend("POST", `/api/audit/prunes/${pruneId}/decision`, { approve }, z.object({ pruned: z.int() })));
  return (
    <div className="retention-form">
      {sure ? (
        <Button tone="primary" onClick={() => decide(true)} disabled={busy}>
          Prune now: this cannot be undone
        </Button>
      ) : (
        <Button onClick={() => setSure(true)} disabled={busy}>
          Approve
        </Button>
      )}
      <Button tone="quiet" onClick={() => decide(false)} disabled={busy}>
        Refuse
      </Button>
      <p role="alert" className="t-fail">
        {problem}
      </p>
    </div>
  );
}
