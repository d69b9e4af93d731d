import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { POST } from "@/app/api/dashboards/[dashboardId]/query/route";
import { restoreContentEncoding } from "@/lib/http/restore-content-encoding";
import { redactionsTotal } from "@/lib/telemetry/metrics";
import { actAs } from "../support/act-request";
import { browserRequest, routeParams, type SignedInPerson, signInAs } from "../support/actor-request";
import { fireEpisode } from "../support/fire-episode";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { matrix, ScriptedPrometheus } from "../support/scripted-prometheus";

const SSN = "078-05-1123";
const EMAIL = "jane.roe@example.com";

const upstream = new ScriptedPrometheus();
const directory = mkdtempSync(path.join(tmpdir(), "phi-gateway-"));
let database: ScratchDatabase;
let priya: SignedInPerson;

beforeAll(async () => {
  restoreContentEncoding();
  const file = path.join(directory, "datasources.yaml");
  const source = `{ name: prometheus, type: prometheus, url: "${await upstream.listen()}", scrapeInterval: 15s }`;
  writeFileSync(file, `datasources:\n  - ${source}\n`);
  process.env.DATASOURCES_FILE = file;
  database = await openScratchDatabase();
  priya = await signInAs("on_call");
});
beforeEach(() => {
  upstream.forget();
  upstream.labelValues = [];
});
afterAll(async () => {
  await upstream.close();
  await database.close();
  rmSync(directory, { recursive: true });
});

/** The panel's answer as text. */
async function asked(hoursAgo: number, variables?: Record<string, string>): Promise<{ status: number; text: string }> {
  const range = { from: `now-${hoursAgo + 3}h`, to: `now-${hoursAgo}h` };
  const json = { panels: [{ id: "resource-usage", width: 600 }], ...range, variables };
  const request = browserRequest("/api/dashboards/operations/query", { method: "POST", cookie: priya.cookie, json });
  const response = await POST(request, routeParams({ dashboardId: "operations" }));
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = response.headers.get("content-encoding") === "gzip" ? gunzipSync(bytes).toString() : bytes.toString();
  return { status: response.status, text };
}

async function countOf(boundary: string): Promise<number> {
  const { values } = await redactionsTotal.get();
  return values.filter(({ labels }) => labels.boundary === boundary).reduce((sum, { value }) => sum + value, 0);
}

test("L01 labels of an upstream reach no browser as they came, from the cache neither, and stay apart", async () => {
  const before = await countOf("upstream");
  const pod = "api-7d9f8b6c5d-x2x4z";
  upstream.script = (call) =>
    matrix(call, [
      { metric: { pod, path: "/patients/4711234", user: EMAIL, instance: "203.0.113.9:9100" }, value: () => "1" },
      { metric: { pod, ssn: SSN }, value: () => "2" },
      { metric: { pod, ssn: "078-05-1124" }, value: () => "3" },
    ]);
  const first = await asked(4);
  const second = await asked(4);
  for (const { text } of [first, second]) {
    for (const canary of [SSN, "078-05-1124", EMAIL, "4711234"]) expect(text).not.toContain(canary);
    expect(text).toContain(pod);
    expect(new Set(text.match(/‹SSN:1-[0-9A-Za-z]{8}›/g)).size).toBe(2);
  }
  expect(await countOf("upstream")).toBeGreaterThan(before);
});

test("L01 an upstream's refusal and its warnings", async () => {
  upstream.script = (_call, response) => {
    const error = `found duplicate series for the match group {ssn="${SSN}"}`;
    response.writeHead(422, { "content-type": "application/json" });
    response.end(JSON.stringify({ status: "error", errorType: "execution", error }));
  };
  const { text } = await asked(8);
  expect(text).toContain("duplicate series");
  expect(text).not.toContain(SSN);
});

test("a value that had to be redacted cannot be chosen", async () => {
  upstream.script = (call) => matrix(call, [{ metric: {}, value: () => "1" }]);
  upstream.labelValues = ["pod-1", `pod of ${EMAIL}`];
  expect((await asked(12, { pod: "pod-1" })).status).toBe(200);
  const refused = await asked(16, { pod: `pod of ${EMAIL}` });
  expect(refused.status).toBe(422);
  expect(JSON.parse(refused.text)).toMatchObject({ error: "phi_in_query", class: "EMAIL", field: "pod" });
  expect(refused.text).not.toContain(EMAIL);
});

test("L01 what is quoted of a request in its refusal", async () => {
  const before = await countOf("problem");
  const response = await actAs(priya, "notes", await fireEpisode(), { json: { note: "x", [`of ${SSN}`]: 1 } });
  expect(response.status).toBe(400);
  const text = await response.text();
  expect(text).toContain("‹SSN:1-");
  expect(text).not.toContain(SSN);
  expect(await countOf("problem")).toBeGreaterThan(before);
});
