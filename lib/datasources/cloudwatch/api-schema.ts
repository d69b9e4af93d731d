import { z } from "zod";

const messageSchema = z.object({ Code: z.string().default(""), Value: z.string().default("") });
const messagesSchema = z.array(messageSchema).default([]);

/** One page of GetMetricData, as the SDK hands it over: it checks nothing. Numbers are looked at one by one later. */
export const metricDataPageSchema = z.object({
  MetricDataResults: z
    .array(
      z.object({
        Id: z.string(),
        Label: z.string().default(""),
        Timestamps: z.custom<Date[]>(Array.isArray).default([]),
        Values: z.custom<number[]>(Array.isArray).default([]),
        StatusCode: z.string().default("Complete"),
        Messages: messagesSchema,
      }),
    )
    .default([]),
  Messages: messagesSchema,
  NextToken: z.string().optional(),
});
export type MetricDataPage = z.infer<typeof metricDataPageSchema>;

export const listMetricsSchema = z.object({
  Metrics: z
    .array(
      z.object({
        Namespace: z.string(),
        MetricName: z.string(),
        Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
      }),
    )
    .default([]),
  NextToken: z.string().optional(),
});
export type CloudWatchMetric = z.infer<typeof listMetricsSchema>["Metrics"][number];

export const describeAlarmsSchema = z.object({
  MetricAlarms: z
    .array(
      z.object({
        AlarmName: z.string(),
        StateValue: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]),
        StateReason: z.string().default(""),
        StateUpdatedTimestamp: z.date().optional(),
        MetricName: z.string().optional(),
        Namespace: z.string().optional(),
      }),
    )
    .default([]),
  NextToken: z.string().optional(),
});
export type CloudWatchAlarm = z.infer<typeof describeAlarmsSchema>["MetricAlarms"][number];
