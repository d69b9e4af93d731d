import * as z from "zod/mini";
import { episodeViewSchema } from "./episode-view";
import { MAX_NOTE } from "./max-note";

/** Strict: who acknowledges, and when, is never taken from the body. */
export const acknowledgeInputSchema = z.strictObject({ note: z.optional(z.string().check(z.maxLength(MAX_NOTE))) });
export type AcknowledgeInput = z.infer<typeof acknowledgeInputSchema>;

export const episodeIdSchema = z.strictObject({ episodeId: z.uuid() });

/** The answer to an acknowledgement: the episode after it. `changed` is false when the person owned it already. */
export const acknowledgeResultSchema = z.object({ changed: z.boolean(), episode: episodeViewSchema });
export type AcknowledgeResult = z.infer<typeof acknowledgeResultSchema>;
