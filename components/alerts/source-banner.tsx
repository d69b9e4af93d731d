import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button-link";
import type { SourceView } from "@/lib/alerts/source-view";
import { formatInstant } from "@/lib/time/format-time";

const NAMES = { prometheus: "Prometheus", alertmanager: "Alertmanager" } as const;

/** Says that the list cannot be believed, and since when. Nothing when the source is alive. */
export function SourceBanner({ source, asOf }: { source: SourceView; asOf: string }) {
  if (source.silent === null) return null;
  const action = (
    <ButtonLink size="small" href="/status">
      See sources
    </ButtonLink>
  );
  if (source.silent === "unwatched")
    return (
      <Banner tone="unknown" title="No Watchdog alert has arrived." action={action}>
        The portal cannot tell whether the alert path works; an empty list proves nothing.
      </Banner>
    );
  return (
    <Banner tone="unknown" title={`${NAMES[source.silent]} silent since ${since(source, asOf)}.`} action={action}>
      Alerts below may still be burning even if they look resolved, and new ones may be missing.
    </Banner>
  );
}

/** The clock alone when it was today (UTC), else with the day. */
function since({ silentSince }: SourceView, asOf: string): string {
  if (silentSince === null) return "an unknown time";
  const sameDay = silentSince.slice(0, 10) === asOf.slice(0, 10);
  return `${formatInstant(Date.parse(silentSince), "UTC", sameDay ? "minute" : "short")} UTC`;
}
