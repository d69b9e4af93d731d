"use client";

import { useSearchParams } from "next/navigation";

/** The page's search parameters, and a way to change some of them that makes an entry in the history; null removes. */
export function useSearchState() {
  const search = useSearchParams();
  function change(parts: Record<string, string | null>) {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(parts)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    const text = next.toString();
    if (text !== window.location.search.slice(1))
      // Not router.push: the page's own data does not depend on the range, so the server need not draw it again.
      window.history.pushState(null, "", text ? `?${text}` : window.location.pathname);
  }
  return { search, change };
}
