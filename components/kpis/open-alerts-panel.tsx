"use client";

import Link from "next/link";
import { NothingOpen } from "@/components/alerts/nothing-open";
import { OpenAlerts } from "@/components/alerts/open-alerts";
import { useNow } from "@/components/panels/now-context";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { StateBox } from "@/components/ui/state-box";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { EpisodeList } from "@/lib/alerts/list-view";
import { formatInstant, formatShortDuration } from "@/lib/time/format-time";
import { withZone } from "@/lib/time/with-zone";
import { alertWords } from "./alert-words";
import { useOpenAlerts } from "./use-open-alerts";

/** What burns now, and who has it. */
export function OpenAlertsPanel({ seed, zone }: { seed: EpisodeList | undefined; zone: string }) {
  const now = useNow();
  const view = useOpenAlerts(seed);
  const { list, failed } = view;
  const believed = list !== undefined && !failed && list.summary.source.silent === null;
  return (
    <Panel
      title="Open alerts"
      subtitle={believed ? alertWords(view) : undefined}
      badge={!believed && (list || failed) ? <Badge tone="unknown">Unknown</Badge> : undefined}
      state={failed ? "error" : list ? "ok" : "loading"}
      className={list && list.episodes.length > 0 ? "has-open" : undefined}
      flush
      footer={
        <TrustStrip
          items={list ? ["Alertmanager", `${formatShortDuration(now - Date.parse(list.asOf))} ago`, cut(list)] : []}
          action={
            <Link href={withZone("/alerts", zone)} prefetch={false}>
              All alerts
            </Link>
          }
        />
      }
    >
      {failed && (
        <StateBox tone="fail" title="The alerts could not be read">
          <p className="ink2">
            {list ? `Below is the list of ${formatInstant(Date.parse(list.asOf), zone)}.` : "They are asked for again."}
          </p>
        </StateBox>
      )}
      {list && list.episodes.length > 0 && <OpenAlerts episodes={list.episodes} asOf={list.asOf} zone={zone} />}
      {list && list.episodes.length === 0 && !failed && <NothingOpen list={list} />}
    </Panel>
  );
}

function cut({ episodes, total }: EpisodeList): string | null {
  return total > episodes.length ? `${episodes.length} of ${total} shown` : null;
}
