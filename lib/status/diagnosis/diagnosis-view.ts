import * as z from "zod/mini";

/** "ok": looked at and well. "wrong": a cause. "unknown": could not be looked at, so nothing can be said. */
export const findingStateSchema = z.enum(["ok", "wrong", "unknown"]);

export const findingSchema = z.object({
  id: z.string(),
  state: findingStateSchema,
  /** What was looked at. */
  title: z.string(),
  /** What was seen, in a sentence. */
  words: z.string(),
  /** One line each: the targets, rules or panels that are concerned. */
  items: z.array(z.string()),
  /** What to do about it; null where nothing is to be done. */
  fix: z.nullable(z.string()),
});
export type Finding = z.infer<typeof findingSchema>;

export const symptomSchema = z.object({
  id: z.enum(["metrics", "alerts", "dashboards"]),
  title: z.string(),
  findings: z.array(findingSchema),
});
export type Symptom = z.infer<typeof symptomSchema>;

export const diagnosisViewSchema = z.object({ now: z.iso.datetime(), symptoms: z.array(symptomSchema) });
export type DiagnosisView = z.infer<typeof diagnosisViewSchema>;
