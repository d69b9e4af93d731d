"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import type { Selection } from "./use-selection";

const BulkDialog = lazy(() => import("./bulk-dialog"));

/** What is selected, and what can be done with it; at the foot of the screen. */
export function BulkBar({ selection, problem }: { selection: Selection; problem: string | null }) {
  const [taking, setTaking] = useState<ReadonlyMap<string, EpisodeView> | null>(null);
  const { chosen, remove, clear } = selection;
  return (
    <section className="al-bulk" aria-label="Selected alerts">
      <p role="status">
        <b>{chosen.size.toLocaleString("en-GB")} selected</b> {problem && <span className="t-warn">{problem}</span>}
      </p>
      <Button tone="quiet" onClick={clear}>
        Clear
      </Button>
      <Button tone="primary" onClick={() => setTaking(chosen)}>
        Acknowledge {chosen.size.toLocaleString("en-GB")}
      </Button>
      {taking && (
        <Suspense>
          <BulkDialog
            episodes={taking}
            onClose={(settled) => {
              setTaking(null);
              remove(settled);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
