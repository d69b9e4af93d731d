import { z } from "zod";

/** Checked to be a list only: its items are read by a hand-written loop (thousands of samples per answer). */
const rawList = z.custom<unknown[]>(Array.isArray, "must be a list");
const labelsSchema = z.record(z.string(), z.string());

export const matrixSeriesSchema = z.object({
  metric: labelsSchema,
  values: rawList.optional(),
  histograms: rawList.optional(),
});

export const vectorSeriesSchema = z.object({
  metric: labelsSchema,
  value: rawList.optional(),
  histogram: rawList.optional(),
});

export const queryDataSchema = z.discriminatedUnion("resultType", [
  z.object({ resultType: z.literal("matrix"), result: rawList }),
  z.object({ resultType: z.literal("vector"), result: rawList }),
  z.object({ resultType: z.literal("scalar"), result: rawList }),
  z.object({ resultType: z.literal("string"), result: rawList }),
]);
export type QueryData = z.infer<typeof queryDataSchema>;

/** A native histogram's sample: buckets are [boundary rule, lower, upper, count], all but the rule as text. */
export const histogramSchema = z.object({
  count: z.string(),
  sum: z.string(),
  buckets: z.array(z.tuple([z.number(), z.string(), z.string(), z.string()])).default([]),
});

const wordsSchema = z.array(z.string()).nullish();
export const successSchema = z.object({
  status: z.literal("success"),
  data: z.unknown(),
  warnings: wordsSchema,
  infos: wordsSchema,
});

export const failureSchema = z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() });

export const labelValuesSchema = z.array(z.string());
export const buildInfoSchema = z.object({ version: z.string() });

export const ruleSchema = z.object({
  type: z.enum(["alerting", "recording"]),
  name: z.string(),
  query: z.string(),
  health: z.string(),
  lastError: z.string().optional(),
  labels: labelsSchema.default({}),
  annotations: labelsSchema.default({}),
  /** "for", seconds; alerting rules only. */
  duration: z.number().optional(),
  state: z.enum(["inactive", "pending", "firing", "unknown"]).optional(),
  lastEvaluation: z.string().optional(),
});
export const rulesSchema = z.object({
  groups: z.array(z.object({ name: z.string(), interval: z.number(), rules: z.array(ruleSchema) })),
});
export type PrometheusRuleGroup = z.infer<typeof rulesSchema>["groups"][number];

export const targetsSchema = z.object({
  activeTargets: z.array(
    z.object({
      labels: labelsSchema,
      health: z.enum(["up", "down", "unknown"]),
      lastError: z.string(),
      lastScrape: z.string(),
      scrapeInterval: z.string().optional(),
    }),
  ),
});
export type PrometheusScrapeTarget = z.infer<typeof targetsSchema>["activeTargets"][number];
