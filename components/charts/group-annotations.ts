import type { ChartAnnotation } from "./annotation-marks";
import { share } from "./plot-scale";

/** Marks that share one flag, oldest first; the flag stands at the first of them. */
export interface AnnotationGroup {
  /** 0 … 1 across the plot. */
  start: number;
  members: ChartAnnotation[];
  /** What the flag shows side by side: the deployments, for they are what is looked for, and the gravest of the others. */
  parts: FlagPart[];
  widthPx: number;
}

export interface FlagPart {
  kind: ChartAnnotation["kind"];
  count: number;
  widthPx: number;
}

const BY_GRAVITY: readonly ChartAnnotation["kind"][] = ["incident", "alert", "acknowledgement", "other"];
const LETTER_PX = 24;
const LETTER_AND_COUNT_PX = 34;
const APART_PX = 2;

/** Merges marks (sorted by time) whose flags would overlap on a plot this wide. */
export function groupAnnotations(
  annotations: readonly ChartAnnotation[],
  { from, to }: { from: number; to: number },
  widthPx: number,
): AnnotationGroup[] {
  const groups: AnnotationGroup[] = [];
  for (const annotation of annotations) {
    let group = groupOf(Math.max(0, share(annotation.at, from, to)), [annotation]);
    // A flag that grew may touch the one before it.
    for (let last = groups.at(-1); last && overlap(last, group, widthPx); last = groups.at(-1)) {
      groups.pop();
      group = groupOf(last.start, [...last.members, ...group.members]);
    }
    groups.push(group);
  }
  return groups;
}

function groupOf(start: number, members: ChartAnnotation[]): AnnotationGroup {
  const deployments = members.filter(({ kind }) => kind === "deployment").length;
  const gravest = BY_GRAVITY.find((kind) => members.some((member) => member.kind === kind));
  const parts = [
    ...(deployments > 0 ? [partOf("deployment", deployments)] : []),
    ...(gravest ? [partOf(gravest, members.length - deployments)] : []),
  ];
  return { start, members, parts, widthPx: parts.reduce((sum, part) => sum + part.widthPx, 0) };
}

function partOf(kind: ChartAnnotation["kind"], count: number): FlagPart {
  return { kind, count, widthPx: count > 1 ? LETTER_AND_COUNT_PX : LETTER_PX };
}

function overlap(a: AnnotationGroup, b: AnnotationGroup, plotPx: number): boolean {
  return (b.start - a.start) * plotPx < (a.widthPx + b.widthPx) / 2 + APART_PX;
}
