import * as z from "zod/mini";
import { expiresInMinutesSchema } from "./acknowledge-input";
import { MAX_NOTE } from "./max-note";

/** Why, and for how long. Strict: who takes over is never taken from the body. */
export const takeOverInputSchema = z.strictObject({
  reason: z.optional(z.string().check(z.maxLength(MAX_NOTE))),
  expiresInMinutes: expiresInMinutesSchema,
});
export type TakeOverInput = z.infer<typeof takeOverInputSchema>;
