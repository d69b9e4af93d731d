"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import type { RangeEdges } from "@/lib/time/range-presets";
import { canShiftLater, shiftRange, zoomOutRange } from "@/lib/time/shift-range";
import { refreshNow, setNextRefresh, setRefreshPaused } from "./refresh-clock";
import { RefreshPicker } from "./refresh-picker";
import type { KeyMeaning } from "./shortcut-help";
import { startRefreshTimer } from "./start-refresh-timer";
import { TimeRangePicker } from "./time-range-picker";
import { useDashboardRange } from "./use-dashboard-range";
import { useSearchState } from "./use-search-state";
import { useShortcuts } from "./use-shortcuts";
import { useShortcutsEnabled } from "./use-shortcuts-enabled";
import { ZonePicker } from "./zone-picker";

// Opened by few visits: not part of the first screen's weight.
const ShortcutHelp = lazy(() => import("./shortcut-help"));

const KEYS: readonly KeyMeaning[] = [
  [["?"], "Show this list"],
  [["r"], "Refresh now"],
  [["p"], "Pause or resume refreshing"],
  [["t", "←"], "Earlier"],
  [["t", "→"], "Later"],
  [["t", "z"], "Zoom out"],
];

/** Range, refresh and zone of a dashboard; goes into the PageBar. Drives the refreshing of the whole page. */
export function DashboardControls() {
  const range = useDashboardRange();
  const { change } = useSearchState();
  const [helpOpen, setHelpOpen] = useState(false);
  const [shortcutsEnabled] = useShortcutsEnabled();
  useRefreshTimer(range.refreshSeconds, range.paused);

  const setRange = ({ from, to }: RangeEdges) => change({ from, to });
  useShortcuts(
    {
      "?": () => setHelpOpen(true),
      r: refreshNow,
      p: () => setRefreshPaused(!range.paused),
      "t ArrowLeft": () => setRange(shiftRange(range, range.zone, -1, Date.now())),
      "t ArrowRight": () => {
        if (canShiftLater(range, Date.now())) setRange(shiftRange(range, range.zone, 1, Date.now()));
      },
      "t z": () => setRange(zoomOutRange(range, range.zone, Date.now())),
    },
    shortcutsEnabled,
  );
  return (
    <>
      <TimeRangePicker range={range} zone={range.zone} onChange={setRange} />
      <RefreshPicker
        seconds={range.refreshSeconds}
        past={range.past}
        onChange={(seconds) => change({ refresh: String(seconds) })}
      />
      <ZonePicker zone={range.zone} onChange={(zone) => change({ zone })} onHelp={() => setHelpOpen(true)} />
      {helpOpen && (
        <Suspense>
          <ShortcutHelp keys={KEYS} onClose={() => setHelpOpen(false)} />
        </Suspense>
      )}
      {range.problem && (
        <p className="bar-problem" role="alert">
          {range.problem}
        </p>
      )}
    </>
  );
}

function useRefreshTimer(seconds: number, paused: boolean): void {
  useEffect(() => {
    if (seconds === 0 || paused) return;
    const stop = startRefreshTimer({ everyMs: seconds * 1000, onTick: refreshNow, onSchedule: setNextRefresh });
    return () => {
      stop();
      setNextRefresh(null);
    };
  }, [seconds, paused]);
}
