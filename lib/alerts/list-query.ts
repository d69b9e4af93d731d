import { z } from "zod";
import { isStorable, storableTextSchema } from "@/lib/http/storable-text";
import { DEFAULT_GROUPING, DEFAULT_SORT, GROUPINGS, SORTS } from "./list-order";

/** The rank of a group, an instant (ms) and an id. */
const CURSOR = /^\d_(-?\d{1,14})_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The earliest start an episode may have: senders mean "not set" by the year 1, and PostgreSQL ends there. */
const EARLIEST = Date.parse("0002-01-01T00:00:00Z");
const MAX_LIMIT = 1_000;
const MAX_OFFSET = 1_000_000;
export const DEFAULT_LIMIT = 500;

const yesOrNo = z.enum(["yes", "no"]).optional();

/** Which episodes to list. `open` is firing or acknowledged; resolved ones are those of the last 24 hours. */
export const episodeListQuerySchema = z
  .strictObject({
    state: z.enum(["open", "resolved", "all"]).default("open"),
    /** Four different things, and each may be asked for by itself. */
    acknowledged: yesOrNo,
    silenced: yesOrNo,
    inhibited: yesOrNo,
    muted: yesOrNo,
    /** Only what this silence holds back, by Alertmanager's id. */
    silence: z.uuid().toLowerCase().optional(),
    severity: z.optional(storableTextSchema(200)),
    team: z.optional(storableTextSchema(200)),
    /** Words of a name, label or annotation, and `label=value`; as plain text: no wildcards. */
    q: z.string().max(200).optional(),
    /** Only what the asking person owns. */
    mine: z.enum(["true", "false"]).default("false"),
    group: z.enum(GROUPINGS).default(DEFAULT_GROUPING),
    sort: z.enum(SORTS).default(DEFAULT_SORT),
    /** Only this group, by its key. */
    only: z.string().max(200).refine(isStorable, "holds a character that cannot be stored").optional(),
    limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
    /** Rows to leave out: for a screen that shows a part of the list. */
    offset: z.coerce.number().int().min(0).max(MAX_OFFSET).default(0),
    /** From `nextCursor` of the page before: for reading all of the list while it changes. */
    cursor: z
      .string()
      .regex(CURSOR)
      .refine((cursor) => Number(CURSOR.exec(cursor)?.[1]) >= EARLIEST, "is not from a page of this list")
      .optional(),
  })
  .refine(
    ({ cursor, group, sort, offset }) =>
      cursor === undefined || (group === DEFAULT_GROUPING && sort === DEFAULT_SORT && offset === 0),
    { path: ["cursor"], message: "goes with the usual order, and without an offset" },
  );
export type EpisodeListQuery = z.infer<typeof episodeListQuerySchema>;
