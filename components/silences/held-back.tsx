import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { SilenceView } from "@/lib/silences/silence-view";

/** How many alerts it holds back at this moment, and which; a number that nobody knows is not none. */
export function HeldBack({ silence }: { silence: SilenceView }) {
  const { heldBack, state, id } = silence;
  if (state !== "active") return <span className="muted">–</span>;
  if (heldBack === null) return <Badge tone="unknown">Not known</Badge>;
  const { count, critical, names, watchdog } = heldBack;
  return (
    <div className="si-held">
      {count === 0 ? (
        <span className="muted">nothing now</span>
      ) : (
        <Link href={`/alerts?silence=${id}`} prefetch={false}>
          {count} {count === 1 ? "alert" : "alerts"}
        </Link>
      )}
      {critical > 0 && <Badge tone="critical">{critical} critical</Badge>}
      {watchdog && <Badge tone="warn">Watchdog</Badge>}
      {names.length > 0 && <span className="muted si-names">{names.join(", ")}</span>}
    </div>
  );
}
