"use client";

import { lazy, Suspense, useMemo, useState } from "react";
import { PageBar } from "@/components/shell/page-bar";
import { PageZone } from "@/components/shell/page-zone";
import { usePageZone } from "@/components/shell/use-page-zone";
import { useSearchState } from "@/components/shell/use-search-state";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button-link";
import { TrustStrip } from "@/components/ui/trust-strip";
import { needsOwner } from "@/lib/alerts/episode-group";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { DEFAULT_GROUPING, type Grouping } from "@/lib/alerts/list-order";
import type { EpisodeList } from "@/lib/alerts/list-view";
import { withZone } from "@/lib/time/with-zone";
import { AlertTable } from "./alert-table";
import { apiSearchOf, CLEARED, UNFILTERED } from "./api-search";
import { BulkBar } from "./bulk-bar";
import { ChangeDialog, type EpisodeChange } from "./change-dialog";
import { LIST_KEYS } from "./list-keys";
import { layoutOf } from "./list-layout";
import { ListTools } from "./list-tools";
import { LiveState } from "./live-state";
import { NoMatch } from "./no-match";
import { NothingOpen } from "./nothing-open";
import type { RowActions } from "./row-actions";
import { useAlertPages } from "./use-alert-pages";
import { useFolds } from "./use-folds";
import { useGroupSelection } from "./use-group-selection";
import { ALL_DRAWN, useItemWindow } from "./use-item-window";
import { useListKeys } from "./use-list-keys";
import { useSelection } from "./use-selection";

const ShortcutHelp = lazy(() => import("@/components/shell/shortcut-help"));

interface AlertListProps {
  /** Rendered by the server for `initialSearch`. */
  initial: EpisodeList;
  initialSearch: string;
  person: { id: string; name: string };
  mayAcknowledge: boolean;
  mayMeasure: boolean;
}

/** What burns and who has it. Filters, groups and row height live in the address. */
export function AlertList({ initial, initialSearch, person, mayAcknowledge, mayMeasure }: AlertListProps) {
  const { search, change } = useSearchState();
  const zone = usePageZone();
  const [paused, setPaused] = useState(false);
  const [changing, setChanging] = useState<EpisodeChange | null>(null);
  const [helping, setHelping] = useState(false);
  const asked = apiSearchOf(search);
  const grouping = groupingOf(asked);
  const compact = search.get("rows") !== "comfortable";
  const { list, rowAt, lookAt, failing, refused } = useAlertPages(asked, initial, asked === initialSearch, paused);
  const folds = useFolds(grouping, search.get("state") === "resolved");
  const layout = useMemo(() => layoutOf(list.groups, folds.isOpen), [list.groups, folds.isOpen]);
  const view = useItemWindow(layout, `${asked} ${compact}`);
  const selection = useSelection(rowAt);
  const groupSelection = useGroupSelection(asked, grouping, selection);
  const actions = useMemo<RowActions | undefined>(
    () =>
      mayAcknowledge
        ? {
            personId: person.id,
            act: (verb, episode) => setChanging({ verb, episode }),
            select: selection.toggle,
          }
        : undefined,
    [mayAcknowledge, person.id, selection.toggle],
  );
  useListKeys({
    layout,
    focus: view.focus,
    onAcknowledge(row) {
      const episode = row === null ? firstUnowned(list) : rowAt(row);
      if (actions && episode && needsOwner(episode)) actions.act("acknowledge", episode);
    },
    onSelect: (row) => actions?.select(row, false),
    onClear() {
      if (selection.chosen.size === 0) return false;
      selection.clear();
      return true;
    },
    onHelp: () => setHelping(true),
  });
  return (
    <>
      <PageBar title="Alerts">
        {mayMeasure && (
          <ButtonLink href={withZone("/alerts/performance", zone)} className="hide-m">
            Performance
          </ButtonLink>
        )}
        <LiveState asOf={list.asOf} zone={zone} failing={failing} paused={paused} onPause={setPaused} />
        <PageZone onHelp={() => setHelping(true)} />
      </PageBar>
      <div className="page al-page">
        <ListTools search={search} list={list} onChange={change} onHelp={() => setHelping(true)} />
        {refused !== null && (
          <Banner tone="warn" title="Not searched for.">
            {refused}
          </Banner>
        )}
        <section className="panel" aria-label="Alerts">
          <AlertTable
            layout={layout}
            view={view}
            rowAt={rowAt}
            onLook={lookAt}
            grouping={grouping}
            total={list.total}
            now={Date.parse(list.asOf)}
            compact={compact}
            zone={zone}
            selected={selection.chosen}
            actions={actions}
            selectedIn={groupSelection.countIn}
            onFold={folds.toggle}
            onSelectGroup={(section) => void groupSelection.toggle(section)}
          />
          {list.total === 0 &&
            (asked === UNFILTERED ? (
              <NothingOpen list={list} failing={failing} />
            ) : (
              <NoMatch searched={search.has("q")} onClear={() => change(CLEARED)} />
            ))}
          <TrustStrip
            items={[
              "Alertmanager",
              "reconciled every 30 s",
              layout.count > ALL_DRAWN && "only rows near the screen are drawn: find with the search field",
            ]}
            action={`${list.total.toLocaleString("en-GB")} ${list.total === 1 ? "alert" : "alerts"}`}
          />
        </section>
        {selection.chosen.size > 0 && <BulkBar selection={selection} problem={groupSelection.problem} />}
      </div>
      <ChangeDialog change={changing} person={person.name} onClose={() => setChanging(null)} />
      {helping && (
        <Suspense>
          <ShortcutHelp keys={LIST_KEYS} onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </>
  );
}

function groupingOf(asked: string): Grouping {
  return (new URLSearchParams(asked).get("group") as Grouping | null) ?? DEFAULT_GROUPING;
}

function firstUnowned({ episodes }: EpisodeList): EpisodeView | undefined {
  return episodes.find(needsOwner);
}
