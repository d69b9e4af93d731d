import type { ReactNode } from "react";
import type { AlertFigures, DurationFigure, PerformanceView } from "@/lib/alerts/performance/performance-view";
import { durationText, samplesText, shortDurationText, withoutFigure } from "./duration-words";

/** The period at a glance, each figure with what it rests on and what it was in the period before. */
export function FigureTiles({ total, previous }: Pick<PerformanceView, "total" | "previous">) {
  const before = previous.total;
  return (
    <ul className="pf-tiles" aria-label="The period in figures">
      <Tile name="Alerts" value={count(total?.episodes)} before={count(before?.episodes)}>
        {total && [`${total.stillOpen} still open`]}
      </Tile>
      <DurationTile name="Time to acknowledge" figure={total?.toAcknowledge} before={before?.toAcknowledge} />
      <DurationTile name="Time to resolve" figure={total?.toResolve} before={before?.toResolve} />
      <Tile
        name="Never acknowledged"
        value={count(total?.neverAcknowledged)}
        before={share(before, "neverAcknowledged")}
      >
        {total && [of(total), `${total.heldBack} held back`]}
      </Tile>
      <Tile name="Ran out" value={count(total?.ranOut)} before={share(before, "ranOut")}>
        {total && [of(total), "an acknowledgement of theirs ended"]}
      </Tile>
      <Tile name="Fired again" value={count(total?.reopened)} before={share(before, "reopened")}>
        {total && [of(total)]}
      </Tile>
    </ul>
  );
}

interface TileProps {
  name: string;
  /** Null: not known. */
  value: ReactNode | null;
  /** Null: nothing to compare with. */
  before: string | null;
  /** A line each. */
  children: readonly string[] | null | undefined;
}

function Tile({ name, value, before, children }: TileProps) {
  return (
    <li>
      <h2>{name}</h2>
      <p className={value === null ? "pf-value t-unknown" : "pf-value"}>{value ?? "not known"}</p>
      <ul className="ink2">
        {children?.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="muted">before: {before ?? "not recorded"}</p>
    </li>
  );
}

function DurationTile(props: { name: string; figure: DurationFigure | undefined; before: DurationFigure | undefined }) {
  const { name, figure, before } = props;
  return (
    <Tile name={name} value={figure ? mean(figure) : null} before={before ? meanText(before) : null}>
      {figure && [...spread(figure), samplesText(figure)]}
    </Tile>
  );
}

function mean(figure: DurationFigure): ReactNode {
  const missing = withoutFigure(figure);
  if (missing) return <span className="muted">{missing}</span>;
  return (
    <>
      {durationText(figure.mean!)} <small>mean</small>
    </>
  );
}

function spread(figure: DurationFigure): string[] {
  if (withoutFigure(figure)) return [];
  const [median, p90, max] = [figure.median!, figure.p90!, figure.max!].map(shortDurationText);
  return [`median ${median}`, `p90 ${p90}`, `longest ${max}`];
}

function meanText(figure: DurationFigure): string {
  return `${withoutFigure(figure) ?? durationText(figure.mean!)}, ${samplesText(figure)}`;
}

function count(value: number | undefined): string | null {
  return value === undefined ? null : value.toLocaleString("en-US");
}

function of({ episodes }: AlertFigures): string {
  return `of ${episodes.toLocaleString("en-US")}`;
}

function share(figures: AlertFigures | null, name: "neverAcknowledged" | "ranOut" | "reopened"): string | null {
  return figures === null ? null : `${count(figures[name])} ${of(figures)}`;
}
