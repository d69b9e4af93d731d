"use client";

import type { FormEvent, ReactNode } from "react";
import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { useChange } from "@/components/ui/use-change";
import { apiSend } from "@/lib/http/api-client";
import { ReasonField } from "./reason-field";

interface RetentionFormsProps {
  mayHold: boolean;
  mayPrune: boolean;
  /** The latest month before which entries may go. */
  latest: string;
}

/** A new legal hold, and the request to let old bytes go; folded away, since both are rare. */
export function RetentionForms({ mayHold, mayPrune, latest }: RetentionFormsProps) {
  return (
    <>
      {mayHold && (
        <details>
          <summary>Place a legal hold</summary>
          <Ask path="/api/audit/holds" label="Place hold" id="hold" />
        </details>
      )}
      {mayPrune && (
        <details>
          <summary>Ask to prune</summary>
          <Ask path="/api/audit/prunes" label="Ask for approval" id="prune">
            <div className="field">
              <label htmlFor="prune-before">What is older than</label>
              <input
                className="in"
                id="prune-before"
                name="before"
                pattern="20\d\d-(0[1-9]|1[0-2])"
                defaultValue={latest}
                autoComplete="off"
                required
              />
            </div>
          </Ask>
        </details>
      )}
    </>
  );
}

function Ask({ path, label, id, children }: { path: string; label: string; id: string; children?: ReactNode }) {
  const { change, problem, busy } = useChange();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = Object.fromEntries(new FormData(form));
    if (await change(() => apiSend("POST", path, fields, z.object({ id: z.uuid() })))) form.reset();
  }

  return (
    <form className="retention-form" method="post" onSubmit={submit} aria-busy={busy}>
      {children}
      <ReasonField id={`${id}-reason`} />
      <Button type="submit" disabled={busy}>
        {label}
      </Button>
      <p role="alert" className="t-fail">
        {problem}
      </p>
    </form>
  );
}
