import type { PanelSeries } from "@/lib/frames/panel-series";
import { LONGEST_NAME, shortName } from "./short-name";

/** Where a beginning that all values share may end: "medinovai-" of all pods, never half a word, nor half a path. */
const WHOLE_WORDS = /^.*[-_]/s;

/** The names of these series where room is scarce: without what begins a label's value in all of them, then each cut. */
export function shortNames(series: readonly Pick<PanelSeries, "name" | "labels">[]): string[] {
  const names = series.map(({ name }) => name);
  if (names.every((name) => name.length <= LONGEST_NAME)) return names;
  const beginnings = Object.keys(series[0]?.labels ?? {}).map(
    (label) => [label, sharedBeginning(series.map(({ labels }) => labels[label] ?? ""))] as const,
  );
  return series.map(({ name, labels }) =>
    shortName(
      beginnings.reduce((text, [label, beginning]) => {
        const value = labels[label] ?? "";
        return beginning === "" ? text : text.replace(value, () => value.slice(beginning.length));
      }, name),
    ),
  );
}

/** "" where the values do not differ: all of them would be left out. */
function sharedBeginning([first = "", ...others]: readonly string[]): string {
  if (others.every((value) => value === first)) return "";
  let length = 0;
  while (length < first.length && others.every((value) => value[length] === first[length])) length++;
  return WHOLE_WORDS.exec(first.slice(0, length))?.[0] ?? "";
}
