import type { MonthView } from "./month-view";

/** The day a page shows: the one asked for when it is in the month and not to come, else the newest that was run. */
export function chooseDay({ days }: MonthView, asked: unknown, today: string): string {
  const possible = days.filter(({ day }) => day <= today);
  const found = possible.find(({ day }) => day === asked) ?? possible.findLast(({ version }) => version > 0);
  return found?.day ?? possible.at(-1)?.day ?? today;
}
