import { z } from "zod";
import { PERMISSIONS } from "@/lib/auth/permissions";

/** Dashboards are JSON files in definitions/, validated by this schema when they are loaded. */

export const UNITS = [
  "percent",
  "ratio",
  "seconds",
  "milliseconds",
  "count",
  "per_second",
  "per_minute",
  "usd",
  "days",
  "rating",
  "bytes",
] as const;
export const unitSchema = z.enum(UNITS);
export type Unit = z.infer<typeof unitSchema>;

/** "above": worse when higher (error rate). "below": worse when lower (success rate). */
export const thresholdsSchema = z.strictObject({
  direction: z.enum(["above", "below"]),
  /** Past this the target is missed (warning). */
  target: z.number().optional(),
  /** Past this an alert fires (failing). */
  alert: z.number().optional(),
});
export type Thresholds = z.infer<typeof thresholdsSchema>;

const refIdSchema = z.string().regex(/^[A-Z][A-Z0-9]?$/);
const targetBase = {
  refId: refIdSchema,
  /** Name of each series; {{label}} stands for the value of a label. In a table with several targets: the column. */
  legend: z.string().max(120).default(""),
  /** Not drawn, but its value is in the answer: for sub-lines and for expressions. */
  hidden: z.boolean().default(false),
  /** In place of the panel's, where a table or a sub-line mixes units. */
  unit: unitSchema.optional(),
  thresholds: thresholdsSchema.optional(),
};

export const prometheusTargetSchema = z.strictObject({
  ...targetBase,
  type: z.literal("prometheus"),
  /** Name in datasources.yaml; the first Prometheus when left out. */
  datasource: z.string().optional(),
  /** PromQL. $__rate_interval, $__interval, $__range, $__month_to_date and declared $variables are filled in by the server. */
  expr: z.string().max(2000),
  /** Where a figure is shown beside the range: asked for the range's end, when `expr` speaks of a whole step. */
  instantExpr: z.string().max(2000).optional(),
  mode: z.enum(["range", "instant"]).default("range"),
  /** Smallest step of a range query, seconds. A day chart uses 86400. An instant is asked anew this often at most. */
  minStep: z.number().int().positive().optional(),
  /** Fixed look-back that replaces the dashboard's range, for instance "14d", "now-13d/d" or "now/M", in UTC. */
  window: z.string().max(20).optional(),
});

export const cloudwatchTargetSchema = z.strictObject({
  ...targetBase,
  type: z.literal("cloudwatch"),
  datasource: z.string().optional(),
  region: z.string().max(32).optional(),
  mode: z.enum(["range", "instant"]).default("range"),
  /** Either a metric ... */
  metric: z
    .strictObject({
      namespace: z.string().max(255),
      name: z.string().max(255),
      dimensions: z.record(z.string(), z.string()),
      stat: z.string().max(20),
    })
    .optional(),
  /** ... or metric math over other CloudWatch targets of the panel, by refId in lower case (CloudWatch's own rule for ids). */
  expression: z.string().max(1000).optional(),
  /** Seconds; raised by the age of the range as CloudWatch demands. */
  period: z.number().int().positive(),
  /** What a missing period means: counts that CloudWatch leaves out when there were none may be zero. */
  fill: z.enum(["gap", "zero"]).default("gap"),
  /** Divide each period's sum by its length in minutes, so that the figure does not depend on the step. */
  perMinute: z.boolean().default(false),
  window: z.string().max(20).optional(),
});

/** Arithmetic across datasources that no upstream can do: left ÷ right, one number each. */
export const expressionTargetSchema = z.strictObject({
  ...targetBase,
  type: z.literal("expression"),
  op: z.enum(["divide"]),
  left: refIdSchema,
  right: refIdSchema,
});

export const targetSchema = z.discriminatedUnion("type", [
  prometheusTargetSchema,
  cloudwatchTargetSchema,
  expressionTargetSchema,
]);
export type Target = z.infer<typeof targetSchema>;
export type PrometheusTarget = z.infer<typeof prometheusTargetSchema>;
export type CloudWatchTarget = z.infer<typeof cloudwatchTargetSchema>;
export type ExpressionTarget = z.infer<typeof expressionTargetSchema>;

export const VISUALIZATIONS = ["stat", "timeseries", "bars", "table", "pie", "heatmap", "statusbars"] as const;
export const visualizationSchema = z.enum(VISUALIZATIONS);
export type Visualization = z.infer<typeof visualizationSchema>;

export const panelSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  title: z.string().max(120),
  subtitle: z.string().max(120).default(""),
  /** What it shows, in a sentence or two, and each correction made to the guide's expression. */
  description: z.string().max(2000),
  visualization: visualizationSchema,
  unit: unitSchema,
  decimals: z.number().int().min(0).max(6).optional(),
  thresholds: thresholdsSchema.optional(),
  /** Columns of a 12-column grid on a desktop. */
  span: z.number().int().min(2).max(12),
  /** Table panels: which labels are columns, and the heading of the value column. */
  columns: z.array(z.strictObject({ label: z.string(), title: z.string() })).optional(),
  valueTitle: z.string().max(60).optional(),
  targets: z.array(targetSchema).min(1),
  /** Newest sample older than this many seconds: the panel is stale. */
  staleAfter: z.number().int().positive().default(300),
  /** The first hidden target is the percentage that was measured: below this the figure is unknown. */
  leastMeasured: z.number().min(0).max(100).optional(),
});
export type Panel = z.infer<typeof panelSchema>;

/** A dashboard variable: only values of the given label may be inserted, escaped, into a string matcher. */
export const variableSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
  title: z.string().max(60),
  /** Values are the values of this label on this series selector. */
  label: z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/),
  selector: z.string().max(300),
  /** Used when the URL names none; ".*"-like "all" is the empty string. */
  default: z.string().default(""),
});
export type Variable = z.infer<typeof variableSchema>;

export const dashboardSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  title: z.string().max(120),
  /** The guide's own title of the board. */
  guideTitle: z.string().max(120),
  description: z.string().max(500),
  permission: z.enum(PERMISSIONS),
  defaultRange: z.string().max(20).default("now-24h"),
  defaultRefreshSeconds: z.number().int().default(30),
  /** Show the KPI strip (lib/kpis) and the open alerts on this board. */
  kpiStrip: z.boolean().default(false),
  openAlerts: z.boolean().default(false),
  variables: z.array(variableSchema).default([]),
  panels: z.array(panelSchema).min(1),
});
export type Dashboard = z.infer<typeof dashboardSchema>;
