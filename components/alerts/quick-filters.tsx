"use client";

import { Button } from "@/components/ui/button";
import type { AlertSummary } from "@/lib/alerts/summary-view";

/** What a press on one of these sets aside before it sets its own. */
const CLEARED = {
  state: null,
  acknowledged: null,
  silenced: null,
  inhibited: null,
  muted: null,
  silence: null,
  severity: null,
  mine: null,
} as const;

const QUICK = [
  { label: "Open", count: "open", set: { state: "open" } },
  {
    label: "No owner",
    count: "unowned",
    set: { acknowledged: "no", silenced: "no", inhibited: "no", muted: "no" },
  },
  { label: "Mine", count: "mine", set: { mine: "true" } },
  { label: "Critical", count: "critical", set: { state: "open", severity: "critical" } },
] as const satisfies readonly { label: string; count: keyof AlertSummary; set: Record<string, string> }[];

interface QuickFiltersProps {
  search: URLSearchParams;
  summary: AlertSummary;
  onChange: (changes: Record<string, string | null>) => void;
}

/** The four questions of the night, each one press. */
export function QuickFilters({ search, summary, onChange }: QuickFiltersProps) {
  return QUICK.map(({ label, count, set }) => {
    const wanted: Record<string, string | null> = { ...CLEARED, ...set };
    const on = Object.entries(wanted).every(([name, value]) => search.get(name) === value);
    return (
      <Button key={label} aria-pressed={on} onClick={() => onChange(on ? CLEARED : wanted)}>
        {label} <b>{summary[count].toLocaleString("en-GB")}</b>
      </Button>
    );
  });
}
