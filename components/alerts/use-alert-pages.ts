"use client";

import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import type { EpisodeList } from "@/lib/alerts/list-view";
import { ApiError } from "@/lib/http/api-error";
import { alertListQuery } from "./alert-queries";
import { ROWS_PER_PAGE } from "./rows-per-page";

export interface AlertPages {
  /** The newest first page: its groups and figures are those of the whole list. */
  list: EpisodeList;
  /** A row of the whole list; null while it is not known. */
  rowAt: (index: number) => EpisodeView | null;
  /** Tells which rows are looked at: the pages that hold them are read, and kept up to date. */
  lookAt: (first: number, last: number) => void;
  failing: boolean;
  /** Why the search of the address is not carried out; what is shown is then the list before it. */
  refused: string | null;
}

/** The list in pages: of thousands of rows only those that are looked at are read. */
export function useAlertPages(search: string, initial: EpisodeList, fresh: boolean, paused: boolean): AlertPages {
  const client = useQueryClient();
  const [looked, setLooked] = useState({ first: 0, last: 0 });
  const first = useQuery({
    ...pageQuery(search, 0, fresh ? initial : undefined),
    enabled: !paused,
    placeholderData: keepPreviousData,
  });
  const pages: number[] = [];
  for (let page = Math.max(1, looked.first); page <= looked.last; page++) pages.push(page);
  const others = useQueries({ queries: pages.map((page) => ({ ...pageQuery(search, page), enabled: !paused })) });
  const list = first.data ?? initial;
  const refused = first.error instanceof ApiError && first.error.error === "phi_in_query" ? first.error.detail : null;
  const failing = refused === null && (first.isError || others.some(({ isError }) => isError));
  const read = others.map(({ dataUpdatedAt }) => dataUpdatedAt).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: new answers are new rows
  return useMemo(
    () => ({
      list,
      failing,
      refused,
      rowAt(index) {
        const page = Math.floor(index / ROWS_PER_PAGE);
        const held = page === 0 ? list : client.getQueryData<EpisodeList>(pageQuery(search, page).queryKey);
        return held?.episodes[index % ROWS_PER_PAGE] ?? null;
      },
      lookAt(from, to) {
        const next = { first: Math.floor(from / ROWS_PER_PAGE), last: Math.floor(to / ROWS_PER_PAGE) };
        setLooked((now) => (now.first === next.first && now.last === next.last ? now : next));
      },
    }),
    [list, search, client, failing, refused, read],
  );
}

function pageQuery(search: string, page: number, initial?: EpisodeList) {
  const offset = page === 0 ? "" : `&offset=${page * ROWS_PER_PAGE}`;
  return alertListQuery(`${search}&limit=${ROWS_PER_PAGE}${offset}`, initial);
}
