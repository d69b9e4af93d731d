import * as z from "zod/mini";
import { MAX_NOTE } from "./max-note";

/** Why the alert has no owner again: the next person must know. */
export const unacknowledgeInputSchema = z.strictObject({
  reason: z.string().check(z.trim(), z.minLength(1, "say why"), z.maxLength(MAX_NOTE)),
});
export type UnacknowledgeInput = z.infer<typeof unacknowledgeInputSchema>;
