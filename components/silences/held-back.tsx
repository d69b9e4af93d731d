import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { SilenceView } from "@/lib/silences/silence-view";
import { withZone } from "@/lib/time/with-zone";

/** How many alerts it holds back at this moment, and which; a number that nobody knows is not none. */
export function HeldBack({ silence, zone }: { silence: SilenceView; zone: string }) {
  const { heldBack, state, id } = silence;
  if (state !== "active") return <span className="muted">–</span>;
  if (heldBack === null) return <Badge tone="unknown">Not known</Badge>;
  const { count, critical, names, watchdog } = heldBack;
  return (
    <div className="si-held">
      {count === 0 ? (
        <span className="muted">nothing now</span>
      ) : (
        <Link href={withZone(`/alerts?silence=${id}`, zone)} prefetch={false}>
          {count} {count === 1 ? "alert" : "alerts"}
        </Link>
      )}
      {critical > 0 && <Badge tone="critical">{critical} critical</Badge>}
      {watchdog && <Badge tone="warn">Watchdog</Badge>}
      {names.length > 0 && <span className="muted si-names">{names.join(", ")}</span>}
    </div>
  );
}
