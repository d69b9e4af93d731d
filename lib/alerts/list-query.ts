import { z } from "zod";
import { storableTextSchema } from "@/lib/http/storable-text";

/** The rank of a group, an instant (ms) and an id. */
const CURSOR = /^\d_(-?\d{1,14})_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The earliest start an episode may have: senders mean "not set" by the year 1, and PostgreSQL ends there. */
const EARLIEST = Date.parse("0002-01-01T00:00:00Z");
const MAX_LIMIT = 1_000;
export const DEFAULT_LIMIT = 500;

/** Which episodes to list. `open` is firing or acknowledged; resolved ones are those of the last 24 hours. */
export const episodeListQuerySchema = z.strictObject({
  state: z.enum(["open", "firing", "acknowledged", "resolved", "all"]).default("open"),
  suppression: z.enum(["silenced", "inhibited", "none"]).optional(),
  severity: z.optional(storableTextSchema(40)),
  team: z.optional(storableTextSchema(200)),
  /** Part of a name, label or annotation, as plain text: no wildcards. */
  q: z.string().max(200).optional(),
  /** Only what the asking person owns. */
  mine: z.enum(["true", "false"]).default("false"),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  /** From `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(CURSOR)
    .refine((cursor) => Number(CURSOR.exec(cursor)?.[1]) >= EARLIEST, "is not from a page of this list")
    .optional(),
});
export type EpisodeListQuery = z.infer<typeof episodeListQuerySchema>;
