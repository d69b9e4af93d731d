"use client";

import { usePathname, useRouter } from "next/navigation";
import { lazy, Suspense, useState, useTransition } from "react";
import type { KeyMeaning } from "@/components/shell/shortcut-help";
import { useShortcuts } from "@/components/shell/use-shortcuts";
import { useShortcutsEnabled } from "@/components/shell/use-shortcuts-enabled";
import { ZonePicker } from "@/components/shell/zone-picker";
import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { nameRange, type RangeEdges } from "@/lib/time/range-presets";
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
  const [pending, start] = useTransition();
  const [helping, setHelping] = useState(false);
  const [shortcutsEnabled] = useShortcutsEnabled();
  const show = (next: RangeEdges & { zone: string }) =>
    start(() => router.push(`${pathname}?${new URLSearchParams({ ...next })}`, { scroll: false }));
  const setRange = (next: RangeEdges) => show({ from: next.from, to: next.to, zone });
  const shift = (direction: -1 | 1) => setRange(shiftRange(range, zone, direction, Date.now()));
  const later = canShiftLater(range, Date.now());
  useShortcuts(
    {
      "?": () => setHelping(true),
      "t ArrowLeft": () => shift(-1),
      "t ArrowRight": () => later && shift(1),
    },
    shortcutsEnabled,
  );
  return (
    <>
      <fieldset className="join" aria-busy={pending || undefined}>
        <legend className="vh">Period</legend>
        <Button square aria-label="Earlier" onClick={() => shift(-1)}>
          <Icon name="chevron-left" />
        </Button>
        <Popover
          title="Choose a period"
          buttonClassName={buttonClass({}, "range-name")}
          label={
            <>
              {nameRange(range, zone)} <Icon name="chevron-down" />
            </>
          }
        >
          {(close) => (
            <Suspense>
              <PeriodChoices
                range={range}
                zone={zone}
                onChoose={(next) => {
                  setRange(next);
                  close();
                }}
              />
            </Suspense>
          )}
        </Popover>
        <Button square aria-label="Later" disabled={!later} onClick={() => shift(1)}>
          <Icon name="chevron-right" />
        </Button>
      </fieldset>
      <ZonePicker zone={zone} onChange={(next) => show({ ...range, zone: next })} onHelp={() => setHelping(true)} />
      {helping && (
        <Suspense>
          <ShortcutHelp keys={KEYS} onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </>
  );
}
