import { z } from "zod";
import { storableTextSchema } from "@/lib/http/storable-text";

const reasonSchema = storableTextSchema(500, 10);

export const placeHoldSchema = z.strictObject({ reason: reasonSchema });
export type PlaceHoldInput = z.infer<typeof placeHoldSchema>;

export const holdParamsSchema = z.strictObject({ holdId: z.uuid() });

/** `before`: a calendar month of UTC; what was recorded before its first day is to go. */
export const requestPruneSchema = z.strictObject({
  before: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, "must be a month such as 2026-11"),
  reason: reasonSchema,
});
export type RequestPruneInput = z.infer<typeof requestPruneSchema>;

export const pruneParamsSchema = z.strictObject({ pruneId: z.uuid() });
export const decidePruneSchema = z.strictObject({ approve: z.boolean() });
