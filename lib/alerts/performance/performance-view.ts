import * as z from "zod/mini";

/** With fewer samples than this a mean says more about chance, or about one person, than about the team. */
export const MIN_SAMPLES = 5;

const seconds = z.nullable(z.number());

/** Lengths of time in seconds; all null below MIN_SAMPLES: too few to say. */
export const durationFigureSchema = z.object({
  samples: z.int(),
  mean: seconds,
  median: seconds,
  p90: seconds,
  max: seconds,
});
export type DurationFigure = z.infer<typeof durationFigureSchema>;

/** The figures of some alerts that the portal opened in the period. */
export const alertFiguresSchema = z.object({
  episodes: z.int(),
  stillOpen: z.int(),
  /** Nobody ever took them, and how many of those Alertmanager held back when last seen. */
  neverAcknowledged: z.int(),
  heldBack: z.int(),
  /** An acknowledgement of theirs ran out at least once. */
  ranOut: z.int(),
  reopened: z.int(),
  /** Their end was inferred, or their start not told by the source: their time to resolve is less sure. */
  inferredEnds: z.int(),
  uncertainStarts: z.int(),
  toAcknowledge: durationFigureSchema,
  toResolve: durationFigureSchema,
});
export type AlertFigures = z.infer<typeof alertFiguresSchema>;

/** `name` null: alerts without a team. */
export const namedFiguresSchema = z.extend(alertFiguresSchema, { name: z.nullable(z.string()) });
export type NamedFigures = z.infer<typeof namedFiguresSchema>;

const instant = z.iso.datetime();
const spanSchema = z.object({ from: instant, to: instant });

export const weekFiguresSchema = z.extend(spanSchema, {
  label: z.string(),
  /** The period holds only a part of the week. */
  partial: z.boolean(),
  /** Null: nothing was recorded yet. */
  figures: z.nullable(alertFiguresSchema),
});
export type WeekFigures = z.infer<typeof weekFiguresSchema>;

export const performanceViewSchema = z.extend(spanSchema, {
  zone: z.string(),
  /** Null: nothing was recorded in the period. */
  total: z.nullable(alertFiguresSchema),
  /** `total` null: the period before was not recorded as a whole, so there is nothing to compare with. */
  previous: z.extend(spanSchema, { total: z.nullable(alertFiguresSchema) }),
  bySeverity: z.array(namedFiguresSchema),
  byTeam: z.array(namedFiguresSchema),
  /** Severities and teams beyond the most frequent fifty. */
  omitted: z.int(),
  byWeek: z.array(weekFiguresSchema),
  /** Alerts of the security and compliance teams are not in it: the reader may not know them. */
  withoutSecurity: z.boolean(),
  /** When the portal began to record; null: it has recorded nothing. */
  recordedSince: z.nullable(instant),
  asOf: instant,
});
export type PerformanceView = z.infer<typeof performanceViewSchema>;
