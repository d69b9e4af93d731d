"use client";

import { formatInstant } from "@/lib/time/format-time";
import { parseRange } from "@/lib/time/range";
import { useNow } from "./now-context";
import type { BoardScope } from "./panel-keys";

/** On paper only, where the bar's controls are not: which time the board shows, in which zone. */
export function PrintedRange({ scope }: { scope: BoardScope }) {
  const { from, to } = parseRange(scope, useNow());
  return (
    <p className="print-only">
      {formatInstant(from, scope.zone)} – {formatInstant(to, scope.zone)}, {scope.zone}
    </p>
  );
}
