import { expect, test } from "vitest";
import { parseEnv } from "./env";

const SECRET = "k".repeat(40);
const valid = { PORTAL_SECRET: SECRET };
const production = { ...valid, NODE_ENV: "production" };

const REFUSED: [why: string, env: Record<string, string>, names: string][] = [
  ["no secret", {}, "PORTAL_SECRET"],
  ["a short secret", { PORTAL_SECRET: "short" }, "PORTAL_SECRET"],
  ["a default secret", { PORTAL_SECRET: `changeme${"x".repeat(40)}` }, "PORTAL_SECRET"],
  ["a retention below six years", { ...valid, RETENTION_YEARS: "5" }, "RETENTION_YEARS"],
  ["a short ingest token", { ...valid, INGEST_TOKENS: "abc" }, "INGEST_TOKENS"],
  ["an emitter without a token", { ...valid, AUDIT_EMITTERS: "chatbot" }, "AUDIT_EMITTERS"],
  ["an emitter with a short token", { ...valid, AUDIT_EMITTERS: "chatbot=abc" }, "AUDIT_EMITTERS"],
  ["an emitter with an odd name", { ...valid, AUDIT_EMITTERS: `Chat Bot=${SECRET}` }, "AUDIT_EMITTERS"],
  ["one token of two emitters", { ...valid, AUDIT_EMITTERS: `a=${SECRET},b=${SECRET}` }, "AUDIT_EMITTERS"],
  [
    "an emitter's token that Alertmanager has",
    { ...valid, INGEST_TOKENS: SECRET, AUDIT_EMITTERS: `a=${SECRET}` },
    "AUDIT_EMITTERS",
  ],
  ["a short metrics token", { ...valid, METRICS_TOKEN: "abc" }, "METRICS_TOKEN"],
  ["OIDC without a client", { ...valid, OIDC_ISSUER: "https://login.example.com" }, "OIDC_ISSUER"],
  ["another kind of database", { ...valid, DATABASE_URL: "mysql://x/y" }, "DATABASE_URL"],
  ["an address that is none", { ...valid, PORTAL_URL: "portal" }, "PORTAL_URL"],
  [
    "a Slack webhook without TLS",
    { ...production, SLACK_WEBHOOK_URL: "http://hooks.slack.com/x" },
    "SLACK_WEBHOOK_URL",
  ],
  ["PagerDuty without TLS", { ...production, PAGERDUTY_EVENTS_URL: "http://x.example/" }, "PAGERDUTY_EVENTS_URL"],
  ["an address for a key", { ...valid, PAGERDUTY_ROUTING_KEY: "https://events.x/y" }, "PAGERDUTY_ROUTING_KEY"],
  ["a receiver for a route", { ...valid, PAGERDUTY_ROUTE: "critical-alerts" }, "PAGERDUTY_ROUTE"],
  ["a grouping without its route", { ...valid, PAGERDUTY_GROUP_BY: "alertname" }, "PAGERDUTY_GROUP_BY"],
  ["a heartbeat without TLS", { ...production, HEARTBEAT_URL: "http://hc.example/ping" }, "HEARTBEAT_URL"],
  ["an anchor's bucket without its region", { ...valid, AUDIT_ANCHOR_S3_BUCKET: "b" }, "AUDIT_ANCHOR_S3_REGION"],
  ["an anchor's prefix without a slash", { ...valid, AUDIT_ANCHOR_S3_PREFIX: "portal" }, "AUDIT_ANCHOR_S3_PREFIX"],
  [
    "an anchor's bucket without TLS",
    { ...production, AUDIT_ANCHOR_S3_ENDPOINT: "http://s3.example/" },
    "AUDIT_ANCHOR_S3_ENDPOINT",
  ],
  ["people without a mail server", { ...valid, AUDIT_ANCHOR_MAIL_TO: "a@b.example" }, "AUDIT_ANCHOR_SMTP_URL"],
  ["a mail server by the web", { ...valid, AUDIT_ANCHOR_SMTP_URL: "https://b.example" }, "AUDIT_ANCHOR_SMTP_URL"],
  ["an unknown log level", { ...valid, LOG_LEVEL: "loud" }, "LOG_LEVEL"],
];

test.each(REFUSED)("N01 %s is refused in one line that names the variable", (_why, source, name) => {
  const refusal = () => parseEnv(source);
  expect(refusal).toThrow(name);
  expect(refusal).toThrow(/^[^\n]+$/);
});

test("N02 a refusal never repeats the value", () => {
  expect(() => parseEnv({ PORTAL_SECRET: "hunter2" })).not.toThrow("hunter2");
  expect(() => parseEnv({ ...valid, DATABASE_URL: "mysql://user:hunter2@x/y" })).not.toThrow("hunter2");
  expect(() => parseEnv({ ...production, SLACK_WEBHOOK_URL: "http://x.example/hunter2" })).not.toThrow("hunter2");
  expect(() => parseEnv({ ...valid, SLACK_WEBHOOK_URL: "ftp://x.example/hunter2" })).not.toThrow("hunter2");
  expect(() => parseEnv({ ...valid, PAGERDUTY_ROUTING_KEY: "hunter2" })).not.toThrow("hunter2");
});

test("local accounts are off in production unless asked for", () => {
  expect(parseEnv({ ...valid, NODE_ENV: "production" }).LOCAL_LOGIN).toBe("off");
  expect(parseEnv({ ...valid, NODE_ENV: "production", LOCAL_LOGIN: "on" }).LOCAL_LOGIN).toBe("on");
  expect(parseEnv({ ...valid, NODE_ENV: "development" }).LOCAL_LOGIN).toBe("on");
});

test("an empty variable counts as not set", () => {
  expect(parseEnv({ ...valid, DATABASE_URL: "" }).DATABASE_URL).toBeUndefined();
});

test("lists are split and trimmed", () => {
  expect(parseEnv({ ...valid, TLS_ENDPOINTS: "a:443, b:443 ,," }).TLS_ENDPOINTS).toEqual(["a:443", "b:443"]);
});
