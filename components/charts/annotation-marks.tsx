"use client";

import { useRef } from "react";
import { type AnnotationGroup, type FlagPart, groupAnnotations } from "./group-annotations";
import { type PlotScale, share } from "./plot-scale";
import { useElementWidth } from "./use-element-width";

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
/** In the legend's order. */
const WORD: Record<ChartAnnotation["kind"], string> = {
  deployment: "D deploy",
  incident: "I incident",
  alert: "I alert",
  acknowledgement: "A acknowledged",
  other: "N note",
};
/** More flags than this would hide the chart: the newest are drawn. */
const MOST = 24;
/** Deployments are rare and explain the others: so many of them stay, however much burnt since. */
const MOST_DEPLOYMENTS = 12;
/** What a plot is taken to be until it was measured. */
const USUAL_WIDTH_PX = 600;

/** Those that touch the range, oldest first. */
export function visibleAnnotations(
  annotations: readonly ChartAnnotation[],
  from: number,
  to: number,
): ChartAnnotation[] {
  const seen = annotations.filter(({ at, endAt }) => at <= to && (endAt ?? at) >= from).sort((a, b) => a.at - b.at);
  const kept = seen.filter(({ kind }) => kind === "deployment").slice(-MOST_DEPLOYMENTS);
  const rest = seen.filter((annotation) => !kept.includes(annotation)).slice(kept.length - MOST);
  return [...kept, ...rest].sort((a, b) => a.at - b.at);
}

/** "D deploy · I incident", for the legend. */
export function annotationKey(annotations: readonly ChartAnnotation[]): string {
  const drawn = new Set(annotations.map(({ kind }) => WORD[kind]));
  return Object.values(WORD)
    .filter((word) => drawn.has(word))
    .join(" · ");
}

/** Lines down the plot, bands for what lasted, and flags above: those that would overlap are one with a count. */
export function AnnotationMarks({ annotations, scale }: { annotations: readonly ChartAnnotation[]; scale: PlotScale }) {
  const plot = useRef<SVGRectElement>(null);
  const width = useElementWidth(plot) || USUAL_WIDTH_PX;
  return (
    <>
      <rect ref={plot} width="100%" height="100%" fill="none" />
      {annotations.map((annotation) => (
        <Mark key={annotation.id} annotation={annotation} scale={scale} />
      ))}
      {groupAnnotations(annotations, scale, width).map((group) => (
        <Flag key={group.members[0]?.id} group={group} />
      ))}
    </>
  );
}

function Mark({ annotation: { kind, at, endAt }, scale }: { annotation: ChartAnnotation; scale: PlotScale }) {
  const start = Math.max(0, share(at, scale.from, scale.to) * 100);
  const end = Math.min(100, share(endAt ?? at, scale.from, scale.to) * 100);
  return (
    <g className={markClass(kind)}>
      {end > start && <rect className="mk-band" x={`${start}%`} width={`${end - start}%`} y={0} height="100%" />}
      <line x1={`${start}%`} x2={`${start}%`} y1={0} y2="100%" />
    </g>
  );
}

/** Reachable by keyboard; its words list everything it stands for, the deployments first. */
function Flag({ group: { start, members, parts, widthPx } }: { group: AnnotationGroup }) {
  const first = members.filter(({ kind }) => kind === "deployment");
  const titles = [...first, ...members.filter((member) => !first.includes(member))].map(({ title }) => title);
  let left = -widthPx / 2;
  return (
    <svg
      className="mk-group"
      x={`${start * 100}%`}
      y={0}
      overflow="visible"
      role="img"
      aria-label={members.length > 1 ? `${members.length} events: ${titles.join("; ")}` : titles[0]}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the words of a flag must be reachable by keyboard
      tabIndex={0}
    >
      <title>{titles.join("\n")}</title>
      {parts.map((part) => {
        const x = left;
        left += part.widthPx;
        return <Part key={part.kind} part={part} x={x} />;
      })}
    </svg>
  );
}

function Part({ part: { kind, count, widthPx }, x }: { part: FlagPart; x: number }) {
  return (
    <g className={markClass(kind)}>
      <rect className="mk-flag" x={x} y={-17} width={widthPx} height={16} rx={2} />
      <text className="mk-letter" x={x + widthPx / 2} y={-5} textAnchor="middle">
        {count > 1 ? `${LETTER[kind]} ${count}` : LETTER[kind]}
      </text>
    </g>
  );
}

function markClass(kind: ChartAnnotation["kind"]): string {
  return `mk mk-${kind === "alert" ? "incident" : kind}`;
}
