import { z } from "zod";

const MAX_NAME = 40;
const HEADERS_SET_BY_US = /^(authorization|host|connection|content-.*|transfer-encoding|cookie|te|upgrade|expect)$/i;
const SECONDS_PER_UNIT = { s: 1, m: 60, h: 3600 } as const;

const text = (max: number) => z.string().min(1, "must not be empty").max(max, `must be at most ${max} characters`);
const nameSchema = text(MAX_NAME).regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and dashes");
const regionSchema = text(32).regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, "must be an AWS region such as us-east-1");

const urlSchema = text(500).superRefine((value, ctx) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const problem =
    !url || !/^https?:$/.test(url.protocol)
      ? "must be an http or https address such as http://127.0.0.1:9090"
      : url.username || url.password
        ? "must not hold a password: use auth with passwordFile or passwordEnv"
        : url.search || url.hash
          ? "must not have a query or a fragment"
          : undefined;
  if (problem) ctx.addIssue({ code: "custom", message: problem });
});

const oneOf = (a: string, b: string) => `needs ${a} or ${b}, one of them`;

const basicSchema = z
  .strictObject({
    type: z.literal("basic"),
    username: text(200),
    passwordFile: text(500).optional(),
    passwordEnv: text(200).optional(),
  })
  .refine((auth) => (auth.passwordFile === undefined) !== (auth.passwordEnv === undefined), {
    message: oneOf("passwordFile", "passwordEnv"),
  });
const bearerSchema = z
  .strictObject({ type: z.literal("bearer"), tokenFile: text(500).optional(), tokenEnv: text(200).optional() })
  .refine((auth) => (auth.tokenFile === undefined) !== (auth.tokenEnv === undefined), {
    message: oneOf("tokenFile", "tokenEnv"),
  });

const headerName = text(100)
  .regex(/^[A-Za-z0-9-]+$/, "must be a header name")
  .refine((name) => !HEADERS_SET_BY_US.test(name), "is set by the portal itself: use auth for credentials");
const headerValue = text(1000).regex(/^[\x20-\x7e]+$/, "must be printable ASCII on one line");

const httpShape = {
  url: urlSchema,
  auth: z.discriminatedUnion("type", [basicSchema, bearerSchema], { error: "type must be basic or bearer" }).optional(),
  headers: z.record(headerName, headerValue).default({}),
  tls: z
    .strictObject({ caFile: text(500).optional(), certFile: text(500).optional(), keyFile: text(500).optional() })
    .refine((tls) => (tls.certFile === undefined) === (tls.keyFile === undefined), {
      message: "needs both certFile and keyFile, or neither",
    })
    .optional(),
};

const prometheusSchema = z.strictObject({
  name: nameSchema,
  type: z.literal("prometheus"),
  ...httpShape,
  /** "15s", "1m"; Prometheus' own default. */
  scrapeInterval: z
    .string()
    .regex(/^[1-9]\d{0,4}[smh]$/, "must be a duration such as 15s or 1m")
    .default("1m")
    .transform((value) => Number.parseInt(value, 10) * SECONDS_PER_UNIT[value.at(-1) as "s" | "m" | "h"]),
});

const cloudwatchSchema = z.strictObject({
  name: nameSchema,
  type: z.literal("cloudwatch"),
  region: regionSchema,
  regions: z.array(regionSchema).max(30).default([]),
  roleArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "must be arn:aws:iam::<account>:role/<name>")
    .optional(),
  externalId: text(200).optional(),
  endpoint: urlSchema.optional(),
});

const alertmanagerSchema = z.strictObject({ name: nameSchema, ...httpShape });

/** datasources.yaml as it is written; secrets are still references. Messages complete "<key> …". */
export const sourcesFileSchema = z.strictObject({
  datasources: z
    .array(
      z.discriminatedUnion("type", [prometheusSchema, cloudwatchSchema], {
        error: "type must be prometheus or cloudwatch",
      }),
    )
    .min(1, "must name at least one source"),
  alertmanagers: z.array(alertmanagerSchema).default([]),
});

export type SourcesFile = z.infer<typeof sourcesFileSchema>;
export type CloudWatchConfig = z.infer<typeof cloudwatchSchema>;
export type HttpSettings = Pick<z.infer<typeof alertmanagerSchema>, "auth" | "headers" | "tls" | "url">;
