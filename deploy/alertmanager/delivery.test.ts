import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse, stringify } from "yaml";
import { startAlertmanager, type TestAlertmanager } from "@/tests/support/alertmanager";
import { type RunningSmtp, startSmtpServer } from "@/tests/support/smtp-server";

// The shipped configuration and templates in a real Alertmanager that sends to servers of this test. Changed are only
// addresses, secrets and waiting times.

type Labels = Record<string, string>;
interface Rule {
  alert?: string;
  labels: Labels;
  annotations: Labels;
}
interface Route {
  routes?: Route[];
  group_wait?: string;
  group_interval?: string;
  active_time_intervals?: string[];
}
interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

const folder = import.meta.dirname;
const rules = readdirSync(path.join(folder, "../prometheus/rules"))
  .map((name) => parse(readFileSync(path.join(folder, "../prometheus/rules", name), "utf8")))
  .flatMap(({ groups }) => (groups as { rules: Rule[] }[]).flatMap((group) => group.rules));
const HOSTILE = `<img src=x onerror="alert(1)"> & 'quotes'`;
const NAMES_A_PERSON = "Jane Roe 078-05-1120";
const posted: { path: string; body: Record<string, unknown> }[] = [];
let smtp: RunningSmtp;
let web: Server;
let secrets: string;
let alertmanager: TestAlertmanager;

/** The alert as its rule sends it, with a description of our own. */
function alert(name: string, more: { labels?: Labels; annotations?: Labels; endsAt?: Date } = {}) {
  const rule = rules.find((candidate) => candidate.alert === name);
  return {
    labels: { alertname: name, ...rule?.labels, job: "medinovai-backend", ...more.labels },
    annotations: { ...rule?.annotations, description: `What ${name} says.`, ...more.annotations },
    startsAt: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
    ...(more.endsAt ? { endsAt: more.endsAt } : {}),
  };
}

function localConfiguration(address: string): string {
  const config = parse(readFileSync(path.join(folder, "alertmanager.yml"), "utf8"));
  const { smtp_auth_username: _user, smtp_auth_password_file: _password, ...kept } = config.global;
  config.global = {
    ...kept,
    smtp_smarthost: `127.0.0.1:${smtp.port}`,
    smtp_require_tls: false,
    slack_api_url_file: `${secrets}/slack`,
  };
  config.templates = [path.join(folder, "templates/*.tmpl")];
  for (const receiver of config.receivers) {
    for (const webhook of receiver.webhook_configs ?? []) {
      webhook.url = `${address}/${receiver.name}`;
      webhook.http_config.authorization.credentials_file = `${secrets}/key`;
    }
    for (const pager of receiver.pagerduty_configs ?? [])
      Object.assign(pager, { url: `${address}/pagerduty`, routing_key_file: `${secrets}/key` });
  }
  hurry(config.route);
  return stringify(config);
}

function hurry(route: Route): void {
  Object.assign(route, { group_wait: "100ms", group_interval: "1s" });
  delete route.active_time_intervals; // the test runs on Sundays, too
  for (const child of route.routes ?? []) hurry(child);
}

beforeAll(async () => {
  smtp = await startSmtpServer();
  web = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      posted.push({ path: request.url ?? "", body: JSON.parse(body) });
      response.writeHead(request.url === "/pagerduty" ? 202 : 200).end(request.url === "/slack" ? "ok" : "{}");
    });
  }).listen(0, "127.0.0.1");
  await once(web, "listening");
  const address = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  secrets = await mkdtemp(path.join(tmpdir(), "alertmanager-secrets-"));
  await writeFile(`${secrets}/slack`, `${address}/slack`);
  await writeFile(`${secrets}/key`, "a-key-of-this-test");
  alertmanager = await startAlertmanager({ webhook: "", token: "", configuration: localConfiguration(address) });
  await alertmanager.post([
    alert("HighErrorRate", { labels: { patient: NAMES_A_PERSON } }),
    alert("MultipleFailedLogins"),
    alert("CPUUsageHigh", { labels: { pod: "backend-0", container: "app" } }),
    alert("CPUUsageHigh", { labels: { pod: "backend-1", container: "app" } }),
    alert("LowConversationSuccessRate", { annotations: { summary: HOSTILE, runbook_url: "javascript:alert(1)" } }),
    alert("AuditLogGap"),
    alert("NobodysAlert", {
      labels: { severity: "warning", service: "medinovai" },
      annotations: { summary: "Nobody's" },
    }),
    alert("Watchdog"),
  ]);
  await vi.waitFor(() => {
    expect(smtp.messages).toHaveLength(7);
    const told = ["/slack", "/pagerduty", "/portal", "/watchdog"].map((where) => postedTo(where).length);
    expect(told).toEqual([2, 2, 7, 1]);
  }, 20_000);
});
afterAll(async () => {
  await alertmanager?.close();
  await smtp.stop();
  web.close();
  await rm(secrets, { recursive: true });
});

/** The parts of a message (RFC 2045: quoted-printable) that went to an address. */
function mailTo(address: string, alertname: string): Mail {
  const message = smtp.messages.map(read).find(({ to, text }) => to === address && text.includes(alertname));
  if (!message) throw new Error(`No mail to ${address} about ${alertname}`);
  return message;
}

function read(message: string): Mail {
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(message)?.[1]?.trim() ?? "";
  const part = (type: string) => {
    const found = new RegExp(`^Content-Type: text/${type}.*?\\r\\n\\r\\n(.*?)\\r\\n--`, "ims").exec(message);
    return plain(found?.[1] ?? "");
  };
  return { to: header("To"), subject: header("Subject"), text: part("plain"), html: part("html") };
}

function plain(encoded: string): string {
  const bytes = encoded
    .replaceAll(/=\r\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

const postedTo = (where: string) => posted.filter((one) => one.path === where).map((one) => one.body);

describe("each team's mail, as HTML and as text", () => {
  test.each([
    ["critical", "oncall", "HighErrorRate", "CRITICAL: HighErrorRate - FIRING (1)", "Take it in the portal"],
    [
      "security",
      "security",
      "MultipleFailedLogins",
      "Security Alert: MultipleFailedLogins - FIRING (1)",
      "possible incident",
    ],
    ["platform", "platform", "CPUUsageHigh", "Platform Alert: CPUUsageHigh - FIRING (2)", "operations dashboard"],
    ["compliance", "compliance", "AuditLogGap", "Compliance: AuditLogGap - FIRING (1)", "45 CFR 164.404"],
    [
      "product",
      "product",
      "LowConversationSuccessRate",
      "Product Alert: LowConversationSuccessRate - FIRING (1)",
      "office hours",
    ],
    ["default", "alerts", "NobodysAlert", "NobodysAlert - FIRING (1)", "No team is named"],
  ])("%s", (_team, who, alertname, subject, words) => {
    const mail = mailTo(`${who}@medinovai.example`, alertname);
    expect(mail.subject).toBe(subject);
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain(alertname);
      expect(body).toContain(words);
      expect(body).toContain(`What ${alertname} says.`);
      expect(body).toContain("2026-01-02 03:04:05 UTC");
      expect(body).toContain("job=medinovai-backend");
      expect(body).toContain(`https://portal.medinovai.example/alerts?q=alertname%3D${alertname}`);
      expect(body).not.toMatch(/<no value>|%!|ZgotmplZ\w/);
    }
    expect(mail.html).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\s*$/);
    expect(mail.html).toContain('<meta charset="utf-8">');
    expect(mail.text).not.toMatch(/<(div|td|a)\b/);
  });

  test("a critical alert of a team reaches the team and who is on call; nobody gets a mail twice", () => {
    expect(mailTo("oncall@medinovai.example", "AuditLogGap").subject).toContain("CRITICAL");
    expect(smtp.commands.filter((line) => line.startsWith("RCPT"))).toHaveLength(7);
  });

  test("pods of one alert are one mail that names each", () => {
    const { html, text } = mailTo("platform@medinovai.example", "CPUUsageHigh");
    for (const pod of ["pod=backend-0", "pod=backend-1"]) for (const body of [html, text]) expect(body).toContain(pod);
  });

  test("the mail links the runbook that the rule names", () => {
    const { html, text } = mailTo("oncall@medinovai.example", "HighErrorRate");
    const runbook = "https://portal.medinovai.example/runbooks/HighErrorRate";
    expect(html).toContain(`href="${runbook}"`);
    expect(text).toContain(`Runbook: ${runbook}`);
  });

  test("what an alert says cannot become markup or a script", () => {
    const { html } = mailTo("product@medinovai.example", "LowConversationSuccessRate");
    expect(html).toContain("&lt;img src=x onerror=");
    expect(html).not.toContain("<img");
    expect(html).not.toMatch(/href="(javascript|#)/i);
  });
});

test("a label that is not one of a machine leaves by no channel but the portal's", () => {
  for (const message of smtp.messages) expect(plain(message)).not.toContain(NAMES_A_PERSON);
  for (const where of ["/slack", "/pagerduty"]) {
    expect(postedTo(where).length).toBeGreaterThan(0);
    expect(JSON.stringify(postedTo(where))).not.toContain(NAMES_A_PERSON);
  }
  expect(JSON.stringify(postedTo("/portal"))).toContain(NAMES_A_PERSON);
});

test("who is on call is told by Slack and PagerDuty, too, in words that name the alert and its runbook", () => {
  const about = (where: string, name: string) => postedTo(where).find((body) => JSON.stringify(body).includes(name));
  expect(about("/slack", "HighErrorRate")).toMatchObject({
    channel: "#critical-alerts",
    attachments: [
      {
        title: "CRITICAL: HighErrorRate - FIRING (1)",
        title_link: "https://portal.medinovai.example/alerts?q=alertname%3DHighErrorRate",
        text: expect.stringContaining("<https://portal.medinovai.example/runbooks/HighErrorRate|Runbook>"),
        color: "danger",
      },
    ],
  });
  expect(about("/pagerduty", "HighErrorRate")).toMatchObject({
    event_action: "trigger",
    payload: {
      summary: "HighErrorRate - FIRING (1)",
      severity: "critical",
      class: "HighErrorRate",
      component: "medinovai",
      group: "platform",
      custom_details: { firing: expect.stringContaining("job=medinovai-backend") },
    },
  });
  expect(about("/slack", "AuditLogGap")).toBeDefined();
});

test("the portal gets every alert by itself, and the Watchdog by its own route only", () => {
  const told = postedTo("/portal") as { alerts: { labels: Labels }[] }[];
  expect(told.every(({ alerts }) => alerts.length === 1)).toBe(true);
  const names = told.map(({ alerts: [one] }) => one?.labels.alertname);
  expect(names.sort()).toEqual([
    "AuditLogGap",
    "CPUUsageHigh",
    "CPUUsageHigh",
    "HighErrorRate",
    "LowConversationSuccessRate",
    "MultipleFailedLogins",
    "NobodysAlert",
  ]);
  expect(postedTo("/watchdog")).toMatchObject([{ alerts: [{ labels: { alertname: "Watchdog" } }] }]);
});

test("while the service is down, what follows from it is held back; what security is told is not", async () => {
  await alertmanager.post([alert("MedinovAIServiceDown"), alert("SlowAIResponse")]);
  await vi.waitFor(async () => {
    const reply = await fetch(`${alertmanager.url}/api/v2/alerts`);
    const all = (await reply.json()) as { labels: Labels; status: { inhibitedBy: string[] } }[];
    const inhibited = all.filter(({ status }) => status.inhibitedBy.length > 0).map(({ labels }) => labels.alertname);
    expect(inhibited.sort()).toEqual(["CPUUsageHigh", "CPUUsageHigh", "LowConversationSuccessRate", "SlowAIResponse"]);
  }, 10_000);
});

test("the end is told, with its time", async () => {
  const endsAt = new Date(Date.UTC(2026, 0, 2, 4, 0, 0));
  await alertmanager.post([alert("MultipleFailedLogins", { endsAt })]);
  const subject = "Security Alert: MultipleFailedLogins - RESOLVED (1)";
  await vi.waitFor(() => expect(smtp.messages.map(read).map((mail) => mail.subject)).toContain(subject), 10_000);
  const mail = smtp.messages.map(read).find((one) => one.subject === subject);
  expect(mail?.html).toContain("2026-01-02 04:00:00 UTC");
  expect(mail?.html).toContain("background:#1a6b42");
  expect(mail?.text).toContain("Until: 2026-01-02 04:00:00 UTC");
});
