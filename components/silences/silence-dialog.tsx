"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { matcherText } from "@/lib/matchers/matcher-text";
import type { SilenceView } from "@/lib/silences/silence-view";
import { EndForm } from "./end-form";
import { ExtendForm } from "./extend-form";
import type { SilenceVerb } from "./silence-verb";

export interface SilenceChange {
  verb: SilenceVerb;
  silence: SilenceView;
}

interface SilenceDialogProps {
  change: SilenceChange;
  person: string;
  zone: string;
  onClose: () => void;
}

/** Second of the two steps: say why, and do it. A sheet at the bottom of a phone. */
export default function SilenceDialog({ change, person, zone, onClose }: SilenceDialogProps) {
  const { verb, silence } = change;
  // Kept: the list behind goes on changing.
  const [openedAt] = useState(() => Date.now());
  return (
    <Dialog open onClose={onClose} title={verb === "expire" ? "End this silence" : "Extend this silence"}>
      <p className="mono si-dialog-matchers wrap-anywhere">{silence.matchers.map(matcherText).join("  ")}</p>
      {verb === "expire" ? (
        <EndForm silence={silence} person={person} onClose={onClose} />
      ) : (
        <ExtendForm silence={silence} person={person} zone={zone} now={openedAt} onClose={onClose} />
      )}
    </Dialog>
  );
}
