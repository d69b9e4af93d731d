import * as z from "zod/mini";
import { frameSchema, noticeSchema, timeGridSchema } from "@/lib/frames/frame";

/** Where a figure came from: what the trust strip and the inspect drawer show. */
export const provenanceSchema = z.object({
  datasource: z.object({ name: z.string(), type: z.enum(["prometheus", "cloudwatch", "expression"]) }),
  /** The exact text that ran, after variables and windows were filled in. */
  executedQuery: z.string(),
  /** Epoch ms at which the upstream answered. */
  asOf: z.number(),
  /** Time of the newest sample in the answer (epoch ms), null when it holds none. */
  newestSampleAt: z.nullable(z.number()),
  /** How long the upstream took, ms; 0 when answered from the cache. */
  tookMs: z.number(),
  cached: z.boolean(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

export const targetErrorSchema = z.object({
  code: z.enum([
    "upstream_error",
    "upstream_unreachable",
    "upstream_timeout",
    "upstream_invalid",
    "upstream_denied",
    "limit",
    "not_configured",
  ]),
  /** The upstream's own words, with addresses removed. */
  message: z.string(),
});
export type TargetError = z.infer<typeof targetErrorSchema>;

export const targetResultSchema = z.discriminatedUnion("status", [
  z.object({
    refId: z.string(),
    status: z.literal("ok"),
    grid: timeGridSchema,
    frames: z.array(frameSchema),
    /** The frames' values at a moment after the grid's last point, in their order: what a figure shows on a wide range. */
    latest: z.optional(z.object({ at: z.number(), values: z.array(z.nullable(z.number())) })),
    notices: z.array(noticeSchema),
    /** Some of the answer is missing: upstream warnings, PartialData, a series cap. */
    partial: z.boolean(),
    provenance: provenanceSchema,
  }),
  z.object({
    refId: z.string(),
    status: z.literal("error"),
    error: targetErrorSchema,
    provenance: z.partial(provenanceSchema),
  }),
]);
export type TargetResult = z.infer<typeof targetResultSchema>;

/** One line of the streamed reply to POST /api/dashboards/[dashboardId]/query. */
export const panelResultSchema = z.object({
  panelId: z.string(),
  /** The range that was asked, epoch ms, after relative times were resolved and aligned. */
  range: z.object({ from: z.number(), to: z.number() }),
  targets: z.array(targetResultSchema),
});
export type PanelResult = z.infer<typeof panelResultSchema>;

export const dashboardQuerySchema = z.strictObject({
  /** Panel ids, with the width in CSS pixels they are drawn at: it decides the step. */
  panels: z
    .array(
      z.strictObject({ id: z.string().check(z.maxLength(64)), width: z.int().check(z.minimum(50), z.maximum(4000)) }),
    )
    .check(z.minLength(1), z.maxLength(60)),
  /** "now-24h", "now/M", or an ISO instant. */
  from: z.string().check(z.maxLength(40)),
  to: z.string().check(z.maxLength(40)),
  variables: z._default(z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(256))), {}),
  /** IANA zone, for ranges that are rounded to days or months. */
  zone: z._default(z.string().check(z.maxLength(64)), "UTC"),
});
export type DashboardQuery = z.infer<typeof dashboardQuerySchema>;
