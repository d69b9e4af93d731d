import { type PlotScale, share } from "./plot-scale";

/** Something that happened, drawn over a time chart. Times are epoch ms; `title` is plain text. */
export interface ChartAnnotation {
  id: string;
  kind: "deployment" | "incident" | "alert" | "acknowledgement" | "other";
  at: number;
  endAt: number | null;
  title: string;
}

const LETTER: Record<ChartAnnotation["kind"], string> = {
  deployment: "D",
  incident: "I",
  alert: "I",
  acknowledgement: "A",
  other: "N",
};
const WORD: Record<ChartAnnotation["kind"], string> = {
  deployment: "D deploy",
  incident: "I incident",
  alert: "I alert",
  acknowledgement: "A acknowledged",
  other: "N note",
};
/** More flags than this would hide the chart: the newest are drawn. */
const MOST = 24;

/** Those that touch the range, oldest first. */
export function visibleAnnotations(
  annotations: readonly ChartAnnotation[],
  from: number,
  to: number,
): ChartAnnotation[] {
  return annotations
    .filter(({ at, endAt }) => at <= to && (endAt ?? at) >= from)
    .sort((a, b) => a.at - b.at)
    .slice(-MOST);
}

/** "D deploy · I incident", for the legend. */
export function annotationKey(annotations: readonly ChartAnnotation[]): string {
  return [...new Set(annotations.map(({ kind }) => WORD[kind]))].join(" · ");
}

/** Flags above the plot, reachable by keyboard, with a line down; what lasted is a band. */
export function AnnotationMarks({ annotations, scale }: { annotations: readonly ChartAnnotation[]; scale: PlotScale }) {
  return annotations.map((annotation) => <Mark key={annotation.id} annotation={annotation} scale={scale} />);
}

function Mark({ annotation: { kind, at, endAt, title }, scale }: { annotation: ChartAnnotation; scale: PlotScale }) {
  const start = Math.max(0, share(at, scale.from, scale.to) * 100);
  const end = Math.min(100, share(endAt ?? at, scale.from, scale.to) * 100);
  return (
    <g className={`mk mk-${kind === "alert" ? "incident" : kind}`}>
      {end > start && <rect className="mk-band" x={`${start}%`} width={`${end - start}%`} y={0} height="100%" />}
      <line x1={`${start}%`} x2={`${start}%`} y1={0} y2="100%" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the words of a flag must be reachable by keyboard */}
      <svg x={`${start}%`} y={0} overflow="visible" role="img" aria-label={title} tabIndex={0}>
        <title>{title}</title>
        <rect className="mk-flag" x={-12} y={-17} width={24} height={16} rx={2} />
        <text className="mk-letter" x={0} y={-5} textAnchor="middle">
          {LETTER[kind]}
        </text>
      </svg>
    </g>
  );
}
