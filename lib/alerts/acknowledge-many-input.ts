import * as z from "zod/mini";
import { expiresInMinutesSchema } from "./acknowledge-input";
import { MAX_NOTE } from "./max-note";
import { MAX_TOGETHER } from "./max-together";

/** Several alerts taken with the same words. */
export const acknowledgeManyInputSchema = z.strictObject({
  episodeIds: z.array(z.uuid().check(z.toLowerCase())).check(
    z.minLength(1),
    z.maxLength(MAX_TOGETHER),
    z.refine((ids) => new Set(ids).size === ids.length, "names an episode twice"),
  ),
  note: z.optional(z.string().check(z.maxLength(MAX_NOTE))),
  expiresInMinutes: expiresInMinutesSchema,
});
export type AcknowledgeManyInput = z.infer<typeof acknowledgeManyInputSchema>;

/** What became of one of them: the status it would have had alone, and why when it was refused. */
export const acknowledgeOutcomeSchema = z.object({
  episodeId: z.uuid(),
  status: z.int(),
  code: z.optional(z.string()),
  message: z.optional(z.string()),
  /** Who has it, when that is why. */
  owner: z.optional(z.string()),
});
export type AcknowledgeOutcome = z.infer<typeof acknowledgeOutcomeSchema>;

/** In the order of the request. */
export const acknowledgeManyResultSchema = z.object({ results: z.array(acknowledgeOutcomeSchema) });
export type AcknowledgeManyResult = z.infer<typeof acknowledgeManyResultSchema>;
