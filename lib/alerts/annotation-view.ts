import * as z from "zod/mini";

/** A mark on a time axis. Titles are plain text. */
export const annotationViewSchema = z.object({
  id: z.string(),
  kind: z.enum(["deployment", "incident", "alert", "acknowledgement", "other"]),
  at: z.iso.datetime(),
  endAt: z.nullable(z.iso.datetime()),
  title: z.string(),
});
export type AnnotationView = z.infer<typeof annotationViewSchema>;

export const annotationListSchema = z.object({
  annotations: z.array(annotationViewSchema),
  /** There were more than are listed: the newest are shown. */
  truncated: z.boolean(),
});
export type AnnotationList = z.infer<typeof annotationListSchema>;
