import * as z from "zod/mini";
import { frameSchema, noticeSchema, timeGridSchema } from "@/lib/frames/frame";
import { placeInQuerySchema } from "./place-in-query";

/** What came of one query: series on a grid, or the source's refusal in its own words. */
export const exploreResultSchema = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    source: z.string(),
    grid: timeGridSchema,
    frames: z.array(frameSchema),
    notices: z.array(noticeSchema),
    partial: z.boolean(),
    /** Epoch ms: when the source answered, and the newest sample it had; null: none. */
    asOf: z.number(),
    newestSampleAt: z.nullable(z.number()),
    /** How long the source took, ms. */
    tookMs: z.number(),
    /** Somebody asked the same a moment ago. */
    cached: z.boolean(),
    /** The range goes up to now: then its newest sample may be late. */
    live: z.boolean(),
  }),
  z.object({
    status: z.literal("error"),
    source: z.string(),
    code: z.string(),
    message: z.string(),
    place: z.nullable(placeInQuerySchema),
  }),
]);
export type ExploreResult = z.infer<typeof exploreResultSchema>;
export type ExploreAnswer = Extract<ExploreResult, { status: "ok" }>;
