import { z } from "zod";

/** A mark on a time axis. Titles are plain text. */
export const annotationViewSchema = z.object({
  id: z.string(),
  kind: z.enum(["deployment", "incident", "alert", "acknowledgement", "other"]),
  at: z.iso.datetime(),
  endAt: z.iso.datetime().nullable(),
  title: z.string(),
});
export type AnnotationView = z.infer<typeof annotationViewSchema>;

export const annotationListSchema = z.object({
  annotations: z.array(annotationViewSchema),
  /** There were more than are listed: the newest are shown. */
  truncated: z.boolean(),
});
export type AnnotationList = z.infer<typeof annotationListSchema>;
