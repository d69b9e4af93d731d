"use client";

import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { useChange } from "@/components/ui/use-change";
import { apiSend } from "@/lib/http/api-client";

/** Takes one's own request back while nobody has decided. */
export function WithdrawPrune({ pruneId }: { pruneId: string }) {
  const { change, problem, busy } = useChange();
  const withdraw = () => change(() => apiSend("POST", `/api/audit/prunes/${pruneId}/withdrawal`, undefined, z.null()));
  return (
    <div className="retention-form">
      <Button onClick={withdraw} disabled={busy}>
        Take back
      </Button>
      <p role="alert" className="t-fail">
        {problem}
      </p>
    </div>
  );
}
