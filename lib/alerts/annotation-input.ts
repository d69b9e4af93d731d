import { z } from "zod";
import { storableTextSchema } from "@/lib/http/storable-text";

const LATEST = Date.UTC(2100, 0, 1);

/** PostgreSQL does not hold every instant that ISO 8601 can write. */
const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= 0 && Date.parse(text) <= LATEST, "must be between 1970 and 2100");

/** A mark to put on the time axes: what a deployment pipeline sends when it is done. Text only, no PHI. */
export const annotationInputSchema = z
  .strictObject({
    kind: z.enum(["deployment", "incident", "other"]),
    title: storableTextSchema(200),
    detail: z.optional(storableTextSchema(2_000, 0)),
    /** Left out: now. */
    at: instant.optional(),
    /** For a span; not before `at`. */
    endAt: instant.optional(),
  })
  .refine(({ at, endAt }) => !endAt || Date.parse(endAt) >= (at ? Date.parse(at) : Date.now()), {
    path: ["endAt"],
    message: "is before the start",
  });
export type AnnotationInput = z.infer<typeof annotationInputSchema>;

/** The range of marks to list; ISO instants. */
export const annotationRangeSchema = z.strictObject({ from: instant, to: instant });
