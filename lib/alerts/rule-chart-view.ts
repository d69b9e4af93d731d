import * as z from "zod/mini";
import { frameSchema, noticeSchema, timeGridSchema } from "@/lib/frames/frame";
import { annotationViewSchema } from "./annotation-view";

export const ruleChartQuerySchema = z.strictObject({
  /** CSS pixels it is drawn at: decides the step. */
  width: z._default(z.coerce.number().check(z.int(), z.minimum(50), z.maximum(4000)), 600),
});

const ruleSchema = z.object({
  /** The rule's own text, as Prometheus evaluates it. */
  expr: z.string(),
  /** The part of it that is drawn. */
  drawn: z.string(),
  /** False when the rule has more conditions than the drawn one. */
  whole: z.boolean(),
  threshold: z.nullable(z.object({ operator: z.enum([">", ">=", "<", "<=", "==", "!="]), value: z.number() })),
  /** How long it must hold before the alert fires. */
  forSeconds: z.number(),
  /** The Prometheus that evaluates it. */
  source: z.string(),
});
export type DrawnRule = z.infer<typeof ruleSchema>;

/** What the rule of an alert watched around its firing. */
export const ruleChartSchema = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    rule: ruleSchema,
    grid: timeGridSchema,
    frames: z.array(frameSchema),
    notices: z.array(noticeSchema),
    partial: z.boolean(),
    /** Epoch ms: when the source answered, and the newest sample it had; null: none. */
    asOf: z.number(),
    newestSampleAt: z.nullable(z.number()),
    /** The range goes up to now: then its newest sample may be late. */
    live: z.boolean(),
    /** The firing itself, deployments and acknowledgements. */
    marks: z.array(annotationViewSchema),
  }),
  /** No Prometheus has an alerting rule of this name. */
  z.object({ status: z.literal("unknown"), sources: z.array(z.string()) }),
  /** A Prometheus could not say, in its own words. */
  z.object({ status: z.literal("error"), code: z.string(), message: z.string() }),
]);
export type RuleChart = z.infer<typeof ruleChartSchema>;
