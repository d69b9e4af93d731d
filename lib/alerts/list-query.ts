import { z } from "zod";

const MAX_LIMIT = 1_000;
export const DEFAULT_LIMIT = 500;

/** Which episodes to list. `open` is firing or acknowledged; resolved ones are those of the last 24 hours. */
export const episodeListQuerySchema = z.strictObject({
  state: z.enum(["open", "firing", "acknowledged", "resolved", "all"]).default("open"),
  suppression: z.enum(["silenced", "inhibited", "none"]).optional(),
  severity: z.string().min(1).max(40).optional(),
  team: z.string().min(1).max(200).optional(),
  /** Part of a name, label or annotation, as plain text: no wildcards. */
  q: z.string().max(200).optional(),
  /** Only what the asking person owns. */
  mine: z.enum(["true", "false"]).default("false"),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  /** From `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^\d_-?\d{1,14}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .max(80)
    .optional(),
});
export type EpisodeListQuery = z.infer<typeof episodeListQuerySchema>;
