import "server-only";
import { z } from "zod";
import { parseLogLevels } from "./telemetry/log-levels";

const MIN_SECRET_BYTES = 32;
const WELL_KNOWN_SECRETS = /^(change.?me|secret|password|default|example|test)/i;

const TOPIC_ARN = /^arn:aws(-[a-z]+)*:sns:[a-z0-9-]+:\d{12}:[\w.-]{1,256}$/;

const flag = z.enum(["on", "off"]);
const secret = z
  .string({ error: "is required: set it to at least 32 random bytes" })
  .refine((value) => Buffer.byteLength(value) >= MIN_SECRET_BYTES, `must be at least ${MIN_SECRET_BYTES} bytes`)
  .refine((value) => !WELL_KNOWN_SECRETS.test(value), "must not be a default value");
const list = z.string().transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

const EMITTER = /^(?<name>[a-z][a-z0-9-]{0,39})=(?<token>\S+)$/;

const schema = z
  .object({
    NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
    /** Where people reach the portal; cookies are Secure and __Host- when this is https. */
    PORTAL_URL: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:3000"),
    /** Encrypts session cookies. */
    PORTAL_SECRET: secret,
    /** Names the key that tokens for redacted values are made with; another id is another key. */
    PHI_KEY_ID: z
      .string()
      .regex(/^[A-Za-z0-9]{1,8}$/, "must be 1 to 8 letters or digits")
      .default("1"),
    ORGANISATION: z.string().max(120).default("MedinovAI"),
    /** "production", "demo", … printed beside the user's name. */
    ENVIRONMENT_NAME: z.string().max(40).default("production"),
    /** postgresql://…; left out: the embedded PostgreSQL in DATA_DIR. */
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    /** The same database by the account that alone may write checkpoints; left out: DATABASE_URL's account does. */
    AUDIT_SIGNER_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    DATA_DIR: z.string().default(".data/portal"),
    DATASOURCES_FILE: z.string().default("datasources.yaml"),
    OIDC_ISSUER: z.url().optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_NAME: z.string().max(40).default("single sign-on"),
    OIDC_SCOPES: z.string().default("openid email profile groups"),
    OIDC_GROUPS_CLAIM: z.string().default("groups"),
    /** "group=role,group=role"; the first that matches wins, nobody else gets in. */
    OIDC_ROLE_MAP: z.string().default(""),
    /** Accounts with passwords. Default: on, except in production. */
    LOCAL_LOGIN: flag.optional(),
    /** JSON file of users to create at start-up when their e-mail address is not known yet. */
    BOOTSTRAP_USERS_FILE: z.string().optional(),
    SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(480).default(15),
    SESSION_ABSOLUTE_HOURS: z.coerce.number().min(0.01).max(24).default(12),
    /** Bearer tokens of Alertmanager's webhook; two may overlap while one is being replaced. */
    INGEST_TOKENS: list.default([]),
    /** "name=token,name=token": who may send audit events, and how the ledger calls them. A name may have two tokens. */
    AUDIT_EMITTERS: list.default([]),
    /** Topics of Amazon SNS whose signed messages are taken: CloudWatch's alarms. */
    SNS_TOPIC_ARNS: list.default([]),
    /** Holds the certificates that SNS signs with, by their own names: nothing is fetched then. */
    SNS_CERTIFICATES_DIR: z.string().optional(),
    /** Of a CloudWatch alarm whose description names none. */
    SNS_SEVERITY: z
      .string()
      .regex(/^[a-z][a-z0-9_-]{0,39}$/, "must be a severity such as warning")
      .default("warning"),
    /** Bearer token for /api/metrics. */
    METRICS_TOKEN: z.string().optional(),
    /** Trust X-Forwarded-For from the proxy in front. */
    TRUSTED_PROXY: flag.default("off"),
    RETENTION_YEARS: z.coerce.number().default(7),
    /** PEM file of the Ed25519 key (or keys) that sign the ledger's checkpoints; left out: derived from PORTAL_SECRET. */
    AUDIT_SIGNING_KEY_FILE: z.string().optional(),
    /** Minutes between two checkpoints that are brought to the directory and the bucket. */
    AUDIT_ANCHOR_MINUTES: z.coerce.number().int().min(1).max(1_440).default(10),
    /** A directory that keeps signed checkpoints; it must be there. Left out: none is kept in a directory. */
    AUDIT_ANCHOR_DIR: z.string().optional(),
    /** The operator's word that neither the portal nor the database's administrators can change what is in it. */
    AUDIT_ANCHOR_DIR_INDEPENDENT: flag.default("off"),
    /** A bucket with S3 Object Lock, best of another account. */
    AUDIT_ANCHOR_S3_BUCKET: z.string().optional(),
    AUDIT_ANCHOR_S3_REGION: z.string().optional(),
    AUDIT_ANCHOR_S3_PREFIX: z
      .string()
      .regex(/^([A-Za-z0-9!_.*'()-]+\/)+$/, "must end with a slash, such as portal/")
      .optional(),
    AUDIT_ANCHOR_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    AUDIT_ANCHOR_S3_ROLE_ARN: z.string().startsWith("arn:", "must be the ARN of a role").optional(),
    /** People who keep checkpoints that they are sent. */
    AUDIT_ANCHOR_MAIL_TO: list.default([]),
    AUDIT_ANCHOR_MAIL_FROM: z.string().optional(),
    AUDIT_ANCHOR_MAIL_MINUTES: z.coerce.number().int().min(1).max(10_080).default(1_440),
    /** smtp://user:password@host:587 or smtps://…; a secret. */
    AUDIT_ANCHOR_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    /** host:port of every public TLS endpoint the daily check must shake hands with. */
    TLS_ENDPOINTS: list.default([]),
    /** PEM file of an extra certificate authority for those endpoints. */
    TLS_CA_FILE: z.string().optional(),
    /** Look-ups and links the alert pages may offer. */
    RUNBOOK_HOSTS: list.default([]),
    /** Integration key (Events API v2) of the PagerDuty service that Alertmanager alerts; left out: PagerDuty is told nothing. */
    PAGERDUTY_ROUTING_KEY: z
      .string()
      .regex(/^[\w-]{16,64}$/, "must be the integration key of an Events API v2 integration")
      .optional(),
    PAGERDUTY_EVENTS_URL: z.url({ protocol: /^https?$/ }).default("https://events.pagerduty.com/v2/enqueue"),
    /** What names an incident: the hash of Alertmanager's group key, as its own integration sends, or the fingerprint. */
    PAGERDUTY_DEDUP: z.enum(["group_key", "fingerprint"]).default("group_key"),
    /** The path of Alertmanager's route to PagerDuty: {}/{severity="critical"}. Left out: the one of the portal's webhook. */
    PAGERDUTY_ROUTE: z.string().startsWith("{", "must be the path of a route, such as {}").optional(),
    /** What that route groups by; left out: the same as the portal's webhook. */
    PAGERDUTY_GROUP_BY: list.default([]),
    PAGERDUTY_ON_EXPIRY: z.enum(["nothing", "trigger"]).default("nothing"),
    /** An incoming webhook of Slack; left out: Slack is told nothing. */
    SLACK_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    /** Levels of single areas, by the name of their logger: "jobs=debug,http=warn". */
    LOG_LEVELS: z
      .string()
      .superRefine((value, ctx) => {
        try {
          parseLogLevels(value);
        } catch (error) {
          ctx.addIssue({ code: "custom", message: (error as Error).message });
        }
      })
      .default(""),
    /** Set by the supervisor: the portal closes the database itself when it is told to stop. */
    NEXT_MANUAL_SIG_HANDLE: z.string().optional(),
    /** Upstream queries in flight over all users; Prometheus itself runs 20. */
    QUERY_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(8),
    QUERY_TIMEOUT_SECONDS: z.coerce.number().min(0.1).max(120).default(10),
    QUERY_PER_MINUTE: z.coerce.number().int().min(1).default(600),
    /** Lets on-call and administrators send PromQL of their own. */
    EXPLORE: flag.default("off"),
    /** Live streams of one person at one replica. A browser holds one, however many tabs it has. */
    LIVE_STREAMS_PER_USER: z.coerce.number().int().min(1).max(10_000).default(5),
    /** Asked for every minute while the portal is well, so that a service outside notices when it is not. A secret. */
    HEARTBEAT_URL: z.url({ protocol: /^https?$/ }).optional(),
  })
  .superRefine((value, ctx) => {
    const issue = (name: string, message: string) => ctx.addIssue({ code: "custom", path: [name], message });
    if (value.RETENTION_YEARS < 6) issue("RETENTION_YEARS", "must be 6 or more (45 CFR 164.316(b)(2)(i))");
    if (value.AUDIT_SIGNER_DATABASE_URL && !value.DATABASE_URL)
      issue("AUDIT_SIGNER_DATABASE_URL", "needs DATABASE_URL: the embedded database has one account");
    if (value.OIDC_ISSUER && (!value.OIDC_CLIENT_ID || !value.OIDC_CLIENT_SECRET))
      issue("OIDC_ISSUER", "needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET");
    for (const token of value.INGEST_TOKENS)
      if (Buffer.byteLength(token) < MIN_SECRET_BYTES)
        issue("INGEST_TOKENS", `each token must be at least ${MIN_SECRET_BYTES} bytes`);
    const emitters = value.AUDIT_EMITTERS.map((text) => EMITTER.exec(text)?.groups?.token ?? "");
    if (emitters.some((token) => Buffer.byteLength(token) < MIN_SECRET_BYTES))
      issue("AUDIT_EMITTERS", `each must be like chatbot=<token>, the token at least ${MIN_SECRET_BYTES} bytes`);
    const shared = emitters.some((token, index) => emitters.indexOf(token) < index);
    if (shared || emitters.some((token) => value.INGEST_TOKENS.includes(token)))
      issue("AUDIT_EMITTERS", "each token must be of one sender only");
    for (const arn of value.SNS_TOPIC_ARNS)
      if (!TOPIC_ARN.test(arn)) issue("SNS_TOPIC_ARNS", "each must be like arn:aws:sns:us-east-1:123456789012:alarms");
    if (value.METRICS_TOKEN && Buffer.byteLength(value.METRICS_TOKEN) < MIN_SECRET_BYTES)
      issue("METRICS_TOKEN", `must be at least ${MIN_SECRET_BYTES} bytes`);
    if (value.PAGERDUTY_GROUP_BY.length > 0 && !value.PAGERDUTY_ROUTE)
      issue("PAGERDUTY_GROUP_BY", "needs PAGERDUTY_ROUTE");
    if (value.AUDIT_ANCHOR_S3_BUCKET && !value.AUDIT_ANCHOR_S3_REGION)
      issue("AUDIT_ANCHOR_S3_BUCKET", "needs AUDIT_ANCHOR_S3_REGION");
    if (value.AUDIT_ANCHOR_MAIL_TO.length > 0 && !(value.AUDIT_ANCHOR_MAIL_FROM && value.AUDIT_ANCHOR_SMTP_URL))
      issue("AUDIT_ANCHOR_MAIL_TO", "needs AUDIT_ANCHOR_MAIL_FROM and AUDIT_ANCHOR_SMTP_URL");
    if (value.NODE_ENV === "production")
      for (const name of [
        "PAGERDUTY_EVENTS_URL",
        "SLACK_WEBHOOK_URL",
        "HEARTBEAT_URL",
        "AUDIT_ANCHOR_S3_ENDPOINT",
      ] as const)
        if (value[name]?.startsWith("https://") === false) issue(name, "must begin with https:// in production");
  })
  .transform((value) => ({
    ...value,
    AUDIT_EMITTERS: value.AUDIT_EMITTERS.map((text) => EMITTER.exec(text)?.groups as { name: string; token: string }),
    LOCAL_LOGIN: value.LOCAL_LOGIN ?? (value.NODE_ENV === "production" ? "off" : "on"),
  }));

export type Env = z.infer<typeof schema>;

/** Parses settings; throws one Error whose message has a line per wrong variable, naming it and what it should be. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((problem) => `${problem.path.join(".")}: ${problem.message}`);
  throw new Error(`Wrong configuration. ${lines.join("; ")}`);
}

let cached: Env | undefined;

/** The settings of this process. The only reader of process.env; parsed once, at start-up (instrumentation). */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/**
 * next-auth takes its own address from the environment only, and would otherwise believe the Host header of a
 * request. Called by lib/auth before next-auth is used.
 */
export function exportAuthAddress(): void {
  process.env.NEXTAUTH_URL = new URL("/api/auth", env().PORTAL_URL).href;
}

/** A secret that a configuration file refers to by variable name; undefined when the variable is not set. */
export function secretFromEnvironment(name: string): string | undefined {
  return process.env[name] || undefined;
}
