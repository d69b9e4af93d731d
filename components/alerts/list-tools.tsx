"use client";

import { lazy, Suspense, useCallback } from "react";
import { usePageZone } from "@/components/shell/use-page-zone";
import { ButtonLink } from "@/components/ui/button-link";
import { Popover } from "@/components/ui/popover";
import type { EpisodeList } from "@/lib/alerts/list-view";
import { withZone } from "@/lib/time/with-zone";
import { CLEARED, FILTER_NAMES } from "./api-search";
import { QuickFilters } from "./quick-filters";
import { SearchField } from "./search-field";

// Opened by few visits: not part of the first screen's weight.
const FilterPanel = lazy(() => import("./filter-panel"));
const ViewPanel = lazy(() => import("./view-panel"));

interface ListToolsProps {
  search: URLSearchParams;
  list: EpisodeList;
  /** Sets (or, with null, removes) parameters of the address; `again` as one step with the change before. */
  onChange: (changes: Record<string, string | null>, again?: boolean) => void;
  onHelp: () => void;
}

/** Filters, order and view as parts of the address: a view can be sent to a colleague. */
export function ListTools({ search, list, onChange, onHelp }: ListToolsProps) {
  const onText = useCallback((text: string, again: boolean) => onChange({ q: text || null }, again), [onChange]);
  const active = FILTER_NAMES.filter((name) => search.has(name)).length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex row in every browser
    <div className="al-tools" role="group" aria-label="Filters and view">
      <div className="al-quick">
        <QuickFilters search={search} summary={list.summary} onChange={onChange} />
      </div>
      <SearchField value={search.get("q") ?? ""} onChange={onText} />
      <Popover title="Filters" label={<>Filters {active > 0 && <b>{active}</b>}</>}>
        {(close) => (
          <Suspense>
            <FilterPanel
              search={search}
              teams={list.teams}
              onChange={onChange}
              onClear={() => {
                onChange(CLEARED);
                close();
              }}
            />
          </Suspense>
        )}
      </Popover>
      <Popover title="View" label="View">
        {(close) => (
          <Suspense>
            <ViewPanel
              search={search}
              onChange={onChange}
              onHelp={() => {
                close();
                onHelp();
              }}
            />
          </Suspense>
        )}
      </Popover>
      <ButtonLink href={withZone("/alerts/handover", usePageZone())} className="hide-m">
        Handover
      </ButtonLink>
    </div>
  );
}
