import { z } from "zod";

const instant = z.iso.datetime({ offset: true });

/** A mark to put on the time axes: what a deployment pipeline sends when it is done. Text only, no PHI. */
export const annotationInputSchema = z
  .strictObject({
    kind: z.enum(["deployment", "incident", "other"]),
    title: z.string().trim().min(1).max(200),
    detail: z.string().max(2_000).optional(),
    /** Left out: now. */
    at: instant.optional(),
    /** For a span; not before `at`. */
    endAt: instant.optional(),
  })
  .refine(({ at, endAt }) => !endAt || !at || Date.parse(endAt) >= Date.parse(at), {
    path: ["endAt"],
    message: "is before the start",
  });
export type AnnotationInput = z.infer<typeof annotationInputSchema>;

/** The range of marks to list; ISO instants. */
export const annotationRangeSchema = z.strictObject({ from: instant, to: instant });
