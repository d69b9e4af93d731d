"use client";

import { useCallback, useEffect, useState } from "react";

const PARAMETER = "inspect";

/** The panel under inspection; it stands in the address, so that a copied link opens the same drawer. */
export function useInspected(ids: readonly string[]): [string | null, (panelId: string | null) => void] {
  const [inspected, setInspected] = useState<string | null>(null);
  useEffect(() => {
    const asked = new URL(window.location.href).searchParams.get(PARAMETER);
    if (asked !== null && ids.includes(asked)) setInspected(asked);
  }, [ids]);
  const inspect = useCallback((panelId: string | null) => {
    const address = new URL(window.location.href);
    if (panelId === null) address.searchParams.delete(PARAMETER);
    else address.searchParams.set(PARAMETER, panelId);
    window.history.replaceState(window.history.state, "", address);
    setInspected(panelId);
  }, []);
  return [inspected, inspect];
}
