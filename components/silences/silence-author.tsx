import { Badge } from "@/components/ui/badge";
import type { SilenceView } from "@/lib/silences/silence-view";

const NAME_AND_ADDRESS = /^(.*\S) <([^<>]*)>$/s;

/** Whose it is. Alertmanager takes any name from anybody: only what the portal itself stamped is a person. */
export function SilenceAuthor({ silence }: { silence: SilenceView }) {
  const { author, verified, changedElsewhere } = silence;
  const [, name = author, address] = NAME_AND_ADDRESS.exec(author) ?? [];
  return (
    <div className="si-author">
      <span className="wrap-anywhere">{name || "no name"}</span>
      {address && <span className="muted wrap-anywhere">{address}</span>}
      {!verified && <Badge tone="unknown">Not verified by the portal</Badge>}
      {changedElsewhere && <Badge tone="stale">Changed in Alertmanager</Badge>}
    </div>
  );
}
