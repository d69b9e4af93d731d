import * as z from "zod/mini";

/** A regular time axis, in epoch milliseconds: point i is at start + i * step. `count` 1 and `step` 0 for an instant. */
export const timeGridSchema = z.object({ start: z.number(), step: z.number(), count: z.int().check(z.minimum(0)) });
export type TimeGrid = z.infer<typeof timeGridSchema>;

/** One series on its target's grid. `null` is a gap: no sample, NaN or an infinity. Never zero. */
export const frameSchema = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  values: z.array(z.nullable(z.number())),
});
export type Frame = z.infer<typeof frameSchema>;

export const noticeSchema = z.object({
  severity: z.enum(["info", "warning"]),
  /** Plain text: upstream words may be hostile. */
  text: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;
