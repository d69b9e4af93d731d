"use client";

import { usePathname, useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import type { KeyMeaning } from "@/components/shell/shortcut-help";
import { TimeRangePicker } from "@/components/shell/time-range-picker";
import { useShortcuts } from "@/components/shell/use-shortcuts";
import { useShortcutsEnabled } from "@/components/shell/use-shortcuts-enabled";
import { ZonePicker } from "@/components/shell/zone-picker";
import type { RangeEdges } from "@/lib/time/range-presets";
import { canShiftLater, shiftRange } from "@/lib/time/shift-range";

// Opened by few visits: not part of the first screen's weight.
const PeriodChoices = lazy(() => import("./period-choices"));
const ShortcutHelp = lazy(() => import("@/components/shell/shortcut-help"));

const KEYS: readonly KeyMeaning[] = [
  [["?"], "Show this list"],
  [["t", "←"], "Earlier"],
  [["t", "→"], "Later"],
];

interface PeriodControlsProps {
  range: RangeEdges;
  zone: string;
}

/** Period and zone of the page, kept in its address; the server draws it anew. */
export function PeriodControls({ range, zone }: PeriodControlsProps) {
  const router = useRouter();
  const pathname = usePathname();
  const [helping, setHelping] = useState(false);
  const [shortcutsEnabled] = useShortcutsEnabled();
  const show = (next: RangeEdges & { zone: string }) =>
    router.push(`${pathname}?${new URLSearchParams({ ...next })}`, { scroll: false });
  const setRange = (next: RangeEdges) => show({ from: next.from, to: next.to, zone });
  const shift = (direction: -1 | 1) => setRange(shiftRange(range, zone, direction, Date.now()));
  useShortcuts(
    {
      "?": () => setHelping(true),
      "t ArrowLeft": () => shift(-1),
      "t ArrowRight": () => canShiftLater(range, Date.now()) && shift(1),
    },
    shortcutsEnabled,
  );
  return (
    <>
      <TimeRangePicker range={range} zone={zone} onChange={setRange} choices={PeriodChoices} />
      <ZonePicker zone={zone} onChange={(next) => show({ ...range, zone: next })} onHelp={() => setHelping(true)} />
      {helping && (
        <Suspense>
          <ShortcutHelp keys={KEYS} onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </>
  );
}
