import { ZonedLink } from "@/components/shell/zoned-link";
import { Badge } from "@/components/ui/badge";
import { SeverityBadge } from "@/components/ui/severity-badge";
import type { HitAlert } from "@/lib/silences/silence-view";

interface HitListProps {
  alerts: readonly HitAlert[];
  /** Says of those that something holds them back already. */
  tellHeldBack?: boolean;
}

const COMMON = new Set(["alertname", "severity"]);

/** Alerts that a silence hits, with all that tells them apart. */
export function HitList({ alerts, tellHeldBack = false }: HitListProps) {
  return (
    <ul className="si-hits">
      {alerts.map((alert) => {
        const labels = labelsOf(alert);
        return (
          <li key={`${alert.alertname} ${labels}`}>
            <SeverityBadge severity={alert.severity} />
            <div>
              {alert.episodeId ? (
                <ZonedLink href={`/alerts/${alert.episodeId}`}>{alert.alertname}</ZonedLink>
              ) : (
                <b>{alert.alertname}</b>
              )}
              {tellHeldBack && alert.heldBack && <Badge tone="silenced">Held back already</Badge>}
              <p className="muted wrap-anywhere">{labels}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function labelsOf({ labels }: HitAlert): string {
  return Object.entries(labels)
    .filter(([name]) => !COMMON.has(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(", ");
}
