import type { ChartAnnotation } from "./annotation-marks";
import { share } from "./plot-scale";

/** Marks that share one flag, oldest first; the flag stands at the first of them. */
export interface AnnotationGroup {
  /** The gravest of them, which gives the flag its letter and colour. */
  kind: ChartAnnotation["kind"];
  /** 0 … 1 across the plot. */
  start: number;
  members: ChartAnnotation[];
}

const BY_GRAVITY: readonly ChartAnnotation["kind"][] = ["incident", "alert", "deployment", "acknowledgement", "other"];
/** Nearer than this, one flag would hide the other. */
const NEAR_PX = 36;

/** Merges marks (sorted by time) whose flags would overlap on a plot this wide. */
export function groupAnnotations(
  annotations: readonly ChartAnnotation[],
  { from, to }: { from: number; to: number },
  widthPx: number,
): AnnotationGroup[] {
  const groups: AnnotationGroup[] = [];
  for (const annotation of annotations) {
    const start = Math.max(0, share(annotation.at, from, to));
    const last = groups.at(-1);
    if (last && (start - last.start) * widthPx < NEAR_PX) {
      last.members.push(annotation);
      last.kind = graver(last.kind, annotation.kind);
    } else groups.push({ kind: annotation.kind, start, members: [annotation] });
  }
  return groups;
}

function graver(a: ChartAnnotation["kind"], b: ChartAnnotation["kind"]): ChartAnnotation["kind"] {
  return BY_GRAVITY.indexOf(b) < BY_GRAVITY.indexOf(a) ? b : a;
}
