"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";
import { PageBar } from "@/components/shell/page-bar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import type { EpisodeList } from "@/lib/alerts/list-view";
import { AcknowledgeDialog } from "./acknowledge-dialog";
import { AlertFilters } from "./alert-filters";
import { alertListQuery } from "./alert-queries";
import { AlertTable } from "./alert-table";
import { apiSearchOf, UNFILTERED } from "./api-search";
import { LiveState } from "./live-state";
import { SourceBanner } from "./source-banner";
import { useAcknowledgeKey } from "./use-acknowledge-key";

interface AlertListProps {
  /** Rendered by the server for `initialSearch`. */
  initial: EpisodeList;
  initialSearch: string;
  person: string;
  mayAcknowledge: boolean;
}

/** What burns and who has it. Filters and row height live in the address. */
export function AlertList({ initial, initialSearch, person, mayAcknowledge }: AlertListProps) {
  const { search, change } = useSearch();
  const [paused, setPaused] = useState(false);
  const [taking, setTaking] = useState<EpisodeView | null>(null);
  const apiSearch = apiSearchOf(search);
  const { data = initial, isError } = useQuery({
    ...alertListQuery(apiSearch, apiSearch === initialSearch ? initial : undefined),
    enabled: !paused,
    placeholderData: keepPreviousData,
  });
  const compact = search.get("rows") !== "comfortable";
  const take = mayAcknowledge ? setTaking : undefined;
  useAcknowledgeKey(
    useCallback(
      (focused: string | null) => {
        const firing = data.episodes.filter((episode) => episode.state === "firing");
        const chosen = firing.find((episode) => episode.id === focused) ?? (focused ? undefined : firing[0]);
        if (mayAcknowledge && chosen) setTaking(chosen);
      },
      [data, mayAcknowledge],
    ),
  );
  return (
    <>
      <PageBar title="Alerts">
        <LiveState asOf={data.asOf} failing={isError} paused={paused} onPause={setPaused} />
      </PageBar>
      <div className="page al-page">
        <SourceBanner source={data.summary.source} asOf={data.asOf} />
        <div className="al-tools">
          <AlertFilters search={search} list={data} onChange={change} />
          <RowHeight compact={compact} onChange={change} />
        </div>
        <section className="panel" aria-label="Alerts">
          <AlertTable
            episodes={data.episodes}
            now={Date.parse(data.asOf)}
            compact={compact}
            resolvedOnly={search.get("state") === "resolved"}
            onAcknowledge={take}
          />
          {data.episodes.length === 0 && <NothingOpen list={data} filtered={apiSearch !== UNFILTERED} />}
          <TrustStrip
            items={["Alertmanager", "reconciled every 30 s"]}
            action={`${data.episodes.length} of ${data.total} shown`}
          />
        </section>
      </div>
      <AcknowledgeDialog episode={taking} person={person} onClose={() => setTaking(null)} />
    </>
  );
}

/** An empty list is good news only when the source is alive. */
function NothingOpen({ list, filtered }: { list: EpisodeList; filtered: boolean }) {
  if (filtered) return <EmptyState title="No alert matches these filters" />;
  if (list.summary.source.silent !== null)
    return (
      <EmptyState title="No alert is known, and the source is silent">This does not mean that all is well.</EmptyState>
    );
  return <EmptyState title="No open alerts">The Watchdog alert is arriving.</EmptyState>;
}

function RowHeight({ compact, onChange }: { compact: boolean; onChange: (changes: { rows: string | null }) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: two joined buttons, not a form's fieldset
    <div className="join al-rows" role="group" aria-label="Row height">
      <Button aria-pressed={!compact} onClick={() => onChange({ rows: "comfortable" })}>
        Comfortable
      </Button>
      <Button aria-pressed={compact} onClick={() => onChange({ rows: null })}>
        Compact
      </Button>
    </div>
  );
}

function useSearch() {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  function change(changes: Record<string, string | null>) {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes))
      if (value === null) next.delete(name);
      else next.set(name, value);
    router.replace(next.size > 0 ? `${pathname}?${next}` : pathname, { scroll: false });
  }
  return { search, change };
}
