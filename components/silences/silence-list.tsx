"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { PageBar } from "@/components/shell/page-bar";
import { PageZone } from "@/components/shell/page-zone";
import { usePageZone } from "@/components/shell/use-page-zone";
import { useSearchState } from "@/components/shell/use-search-state";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { TrustStrip } from "@/components/ui/trust-strip";
import { ApiError } from "@/lib/http/api-client";
import type { SilenceList as List } from "@/lib/silences/silence-view";
import { formatInstant } from "@/lib/time/format-time";
import { withZone } from "@/lib/time/with-zone";
import { filterSilences } from "./filter-silences";
import { ListUnknown } from "./list-unknown";
import { NoSilences } from "./no-silences";
import { OpenRequests } from "./open-requests";
import type { SilenceChange } from "./silence-dialog";
import { silenceListQuery } from "./silence-queries";
import { SilenceSearch } from "./silence-search";
import { SilenceTable } from "./silence-table";
import { SourcesBanner } from "./sources-banner";

// Opened by few visits: not part of the first screen's weight.
const SilenceDialog = lazy(() => import("./silence-dialog"));

interface SilenceListProps {
  /** Null when Alertmanager took too long for the page to wait. */
  initial: List | null;
  person: string;
  mayWrite: boolean;
}

/** What is held back, by whom, until when; whoever made it. The filter and the zone live in the address. */
export function SilenceList({ initial, person, mayWrite }: SilenceListProps) {
  const { search, change } = useSearchState();
  const zone = usePageZone();
  const [changing, setChanging] = useState<SilenceChange | null>(null);
  const { data: list, error } = useQuery(silenceListQuery(initial ?? undefined));
  const words = search.get("q") ?? "";
  return (
    <>
      <PageBar title="Silences">
        {list && error && (
          <Badge tone="stale">Not updating since {formatInstant(Date.parse(list.asOf), zone, "time")}</Badge>
        )}
        {mayWrite && (
          <ButtonLink tone="primary" href={withZone("/silences/new", zone)}>
            New silence
          </ButtonLink>
        )}
        <PageZone />
      </PageBar>
      <div className="page">
        {list && <SourcesBanner sources={list.sources} />}
        <div className="si-tools">
          <SilenceSearch value={words} onChange={(q) => change({ q: q || null })} />
          <p className="hint">
            A silence stops notifications. It acknowledges nothing, and an acknowledgement silences nothing.
          </p>
        </div>
        {list && <OpenRequests requests={list.requests} zone={zone} />}
        <section className="panel" aria-label="Silences" aria-busy={!list && !error}>
          {list ? (
            <Listed list={list} words={words} zone={zone} onAct={mayWrite ? setChanging : undefined} />
          ) : (
            <ListUnknown error={error instanceof ApiError ? error : null} />
          )}
        </section>
      </div>
      {changing && (
        <Suspense>
          <SilenceDialog change={changing} person={person} zone={zone} onClose={() => setChanging(null)} />
        </Suspense>
      )}
    </>
  );
}

interface ListedProps {
  list: List;
  words: string;
  zone: string;
  onAct?: (change: SilenceChange) => void;
}

function Listed({ list, words, zone, onAct }: ListedProps) {
  const found = filterSilences(list.silences, words);
  const known = [...list.sources.groups.flat(), ...list.sources.silent];
  return (
    <>
      {found.length > 0 ? (
        <SilenceTable
          silences={found}
          counts={words ? countsOf(found) : list.counts}
          now={Date.parse(list.asOf)}
          zone={zone}
          showSource={known.length > 1}
          onAct={onAct && ((verb, silence) => onAct({ verb, silence }))}
        />
      ) : (
        <NoSilences list={list} filtered={words !== ""} />
      )}
      <TrustStrip
        items={["Alertmanager", `read ${formatInstant(Date.parse(list.asOf), zone, "time")}`, "whoever made them"]}
        action={list.counts.active === 1 ? "1 active" : `${list.counts.active} active`}
      />
    </>
  );
}

function countsOf(silences: readonly List["silences"][number][]): List["counts"] {
  const of = (state: keyof List["counts"]) => silences.filter((silence) => silence.state === state).length;
  return { active: of("active"), pending: of("pending"), expired: of("expired") };
}
