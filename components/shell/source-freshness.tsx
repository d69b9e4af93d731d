"use client";

import { useQuery } from "@tanstack/react-query";
import { Icon } from "@/components/ui/icon";
import { apiGet } from "@/lib/http/api-client";
import { type Leg, statusViewSchema } from "@/lib/status/status-view";
import { formatShortDuration } from "@/lib/time/format-time";

const POLL_MS = 15_000;

/** When each source was last heard. While the portal itself does not answer, nothing is claimed to be fresh. */
export function SourceFreshness() {
  const { data, isError } = useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => apiGet("/api/status", statusViewSchema, signal),
    refetchInterval: POLL_MS,
  });
  if (isError)
    return (
      <ul className="sources" aria-label="Source freshness">
        <li className="late">
          <span>
            <Icon name="clock" /> Sources
          </span>
          <span>no answer</span>
        </li>
      </ul>
    );
  const now = data ? Date.parse(data.now) : 0;
  return (
    <ul className="sources" aria-label="Source freshness">
      {data?.legs
        .filter((leg) => leg.inRail)
        .map((leg) => (
          <li key={leg.id} className={CLASSES[leg.state]}>
            <span>
              {leg.state !== "ok" && <Icon name={leg.state === "failing" ? "fail" : "clock"} />} {leg.name}
            </span>
            <span>{ageText(leg, now)}</span>
          </li>
        ))}
    </ul>
  );
}

const CLASSES: Record<Leg["state"], string | undefined> = {
  ok: undefined,
  late: "late",
  failing: "down",
  unknown: "late",
};

function ageText(leg: Leg, now: number): string {
  if (leg.lastSeenAt === null) return leg.state === "failing" ? "failing" : "never seen";
  const age = formatShortDuration(now - Date.parse(leg.lastSeenAt));
  if (leg.state === "late") return `${age} silent`;
  return leg.state === "failing" ? `failing, ${age}` : age;
}
