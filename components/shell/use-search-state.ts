"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * The page's search parameters, and a way to change some of them that makes an entry in the history; null removes.
 * `again`: part of the change before, as one keystroke is of a word.
 */
export function useSearchState() {
  const search = useSearchParams();
  const change = useCallback((parts: Record<string, string | null>, again = false) => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(parts)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    const text = next.toString();
    if (text === window.location.search.slice(1)) return;
    // Not router.push: the browser asks for the data itself, so the server need not draw the page again.
    const address = text ? `?${text}` : window.location.pathname;
    if (again) window.history.replaceState(null, "", address);
    else window.history.pushState(null, "", address);
  }, []);
  return { search, change };
}
