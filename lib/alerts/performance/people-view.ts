import * as z from "zod/mini";

/** What one person did in the period. */
export const personFiguresSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  acknowledged: z.int(),
  takenOver: z.int(),
  /** Alerts of the period of which this person was the first owner. */
  firsts: z.int(),
  /** Seconds from opening to that; null below MIN_SAMPLES: too few to say. */
  medianToAcknowledge: z.nullable(z.number()),
});
export type PersonFigures = z.infer<typeof personFiguresSchema>;

const instant = z.iso.datetime();

export const peoplePerformanceSchema = z.object({
  from: instant,
  to: instant,
  zone: z.string(),
  people: z.array(personFiguresSchema),
  asOf: instant,
});
export type PeoplePerformance = z.infer<typeof peoplePerformanceSchema>;
