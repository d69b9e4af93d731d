"use client";

import { useCallback, useState } from "react";
import type { Grouping } from "@/lib/alerts/list-order";

/** Which groups are folded away; what is over is, until it is asked for. */
export function useFolds(grouping: Grouping, resolvedOnly: boolean) {
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const isOpen = useCallback(
    (key: string) => {
      const usually = grouping !== "need" || key !== "resolved" || resolvedOnly;
      return turned.has(`${grouping} ${key}`) ? !usually : usually;
    },
    [turned, grouping, resolvedOnly],
  );
  const toggle = useCallback(
    (key: string) => {
      const name = `${grouping} ${key}`;
      setTurned((now) => (now.has(name) ? new Set([...now].filter((one) => one !== name)) : new Set([...now, name])));
    },
    [grouping],
  );
  return { isOpen, toggle };
}
