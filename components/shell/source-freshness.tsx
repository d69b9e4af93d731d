"use client";

import { Icon } from "@/components/ui/icon";
import { legAgeText } from "@/lib/status/leg-age-text";
import type { Leg } from "@/lib/status/status-view";
import { useStatus } from "./use-status";

/** When each source was last heard. While the portal itself does not answer, nothing is claimed to be fresh. */
export function SourceFreshness() {
  const { data, isError } = useStatus();
  const legs = data?.legs.filter((leg) => leg.inRail) ?? [];
  return (
    <ul className="sources" aria-label="Source freshness">
      {isError ? (
        <FreshnessRow name="Portal" text="no answer" state="late" />
      ) : (
        legs.map((leg) => (
          <FreshnessRow key={leg.id} name={leg.name} text={legAgeText(leg, Date.parse(data!.now))} state={leg.state} />
        ))
      )}
    </ul>
  );
}

function FreshnessRow({ name, text, state }: { name: string; text: string; state: Leg["state"] }) {
  return (
    <li className={state === "ok" ? undefined : state === "failing" ? "down" : "late"}>
      <span>
        {state !== "ok" && <Icon name={state === "failing" ? "fail" : "clock"} />} {name}
      </span>
      <span>{text}</span>
    </li>
  );
}
