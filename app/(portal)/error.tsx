"use client";

import { PageBar } from "@/components/shell/page-bar";
import { Button } from "@/components/ui/button";
import { StateBox } from "@/components/ui/state-box";

/** A page failed on the server or while it was drawn. The digest finds the server's log line; nothing else is shown. */
export default function PortalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <PageBar title="This page could not be shown" />
      <div className="page page-narrow">
        <StateBox tone="fail" title="Something went wrong here">
          <p>The other pages are not affected. If it happens again, tell an administrator.</p>
          {error.digest && <p className="mono">Reference {error.digest}</p>}
          <Button onClick={reset}>Try again</Button>
        </StateBox>
      </div>
    </>
  );
}
