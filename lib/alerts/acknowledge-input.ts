import * as z from "zod/mini";
import { ACK_MINUTES } from "./acknowledgement-end";
import { episodeViewSchema } from "./episode-view";
import { MAX_NOTE } from "./max-note";

/** How long the acknowledgement holds, when a person wants another time than the severity's own. */
export const expiresInMinutesSchema = z.optional(z.int().check(z.minimum(ACK_MINUTES.min), z.maximum(ACK_MINUTES.max)));

/** Strict: who acknowledges, and when, is never taken from the body. */
export const acknowledgeInputSchema = z.strictObject({
  note: z.optional(z.string().check(z.maxLength(MAX_NOTE))),
  expiresInMinutes: expiresInMinutesSchema,
});
export type AcknowledgeInput = z.infer<typeof acknowledgeInputSchema>;

/** In one spelling: the ledger's subject, and a retry, then name the same episode. */
export const episodeIdSchema = z.strictObject({ episodeId: z.uuid().check(z.toLowerCase()) });

/** The answer to what a person did: the episode after it. `changed` is false when there was nothing to do. */
export const acknowledgeResultSchema = z.object({ changed: z.boolean(), episode: episodeViewSchema });
export type AcknowledgeResult = z.infer<typeof acknowledgeResultSchema>;
