import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { exposition } from "../chatbot/exposition.mjs";
import { chatbotSeries } from "./chatbot-series.mjs";
import { conditionsAt } from "./conditions.mjs";
import { deploymentsBetween, lastDeployment } from "./deployments.mjs";
import { infraSeries } from "./infra-series.mjs";
import { Meter, seriesKey } from "./meter.mjs";

const NOW = Date.UTC(2026, 10, 23, 14) / 1000;
const CERTIFICATES = { "https://app.medinovai.example": NOW + 1 };
const sources = { chatbot: chatbotSeries(), infra: infraSeries(CERTIFICATES) };

function run(series, seconds, incidents = []) {
  const meters = series.map((one) => new Meter(one));
  for (let time = NOW; time < NOW + seconds; time += 15)
    for (const meter of meters) meter.advance(conditionsAt(time, incidents), 15);
  return meters;
}

test.each(Object.keys(sources))("%s: every series is there once, and promtool accepts the exposition", (name) => {
  const series = sources[name];
  expect(new Set(series.map((one) => seriesKey(one.name, one.labels))).size).toBe(series.length);
  const input = exposition(run(series, 120));
  // promtool also lints names (exit 3) that are the guide's; exit 1 is a page it cannot read.
  try {
    execFileSync("promtool", ["check", "metrics"], { input, stdio: ["pipe", "pipe", "pipe"] });
  } catch (error) {
    expect(error.status, String(error.stderr)).toBe(3);
  }
});

test("histograms are cumulative, and their last bucket is their count", () => {
  const meters = run(sources.chatbot, 3600, [{ kind: "errors", from: NOW, to: NOW + 3600 }]);
  const groups = new Map();
  for (const meter of meters.filter(({ series }) => series.name.endsWith("_bucket"))) {
    const { le, ...labels } = meter.series.labels;
    const key = seriesKey(meter.series.family, labels);
    groups.set(key, [...(groups.get(key) ?? []), [le, meter.read()]]);
  }
  for (const [key, buckets] of groups) {
    const counts = buckets.map(([, count]) => count);
    expect(counts, key).toEqual([...counts].sort((a, b) => a - b));
    const count = meters.find(
      ({ series }) => series.name === `${series.family}_count` && seriesKey(series.family, series.labels) === key,
    );
    expect(buckets.at(-1)).toEqual(["+Inf", count.read()]);
  }
});

test("the spelling of whole bounds is the one Prometheus 3 keeps", () => {
  const bounds = sources.chatbot.map(({ labels }) => labels.le).filter((le) => le && le !== "+Inf");
  for (const le of bounds) expect(le).toMatch(/^\d+\.\d+$/);
});

test("the past can be computed again", () => {
  const totals = () => run(sources.chatbot, 600).map((meter) => meter.total);
  expect(totals()).toEqual(totals());
});

test("an incident is felt by what it hits and by nothing else", () => {
  const read = (kind) => {
    const meters = run(sources.chatbot, 600, [{ kind, from: NOW, to: NOW + 600 }]);
    const sum = (matches) => meters.filter(({ series }) => matches(series)).reduce((total, m) => total + m.total, 0);
    return {
      errors: sum(({ name, labels }) => name === "http_requests_total" && labels.status.startsWith("5")),
      failedLogins: sum(({ name, labels }) => name === "authentication_attempts_total" && labels.status === "failed"),
      unencrypted: sum(({ name }) => name === "data_access_unencrypted_total"),
    };
  };
  const calm = read("nothing");
  expect(read("errors").errors).toBeGreaterThan(20 * calm.errors);
  expect(read("errors").failedLogins).toBe(calm.failedLogins);
  expect(read("bruteforce").failedLogins).toBeGreaterThan(calm.failedLogins + 1000);
  expect(calm.unencrypted).toBe(0);
  expect(read("unencrypted").unencrypted).toBeGreaterThan(10);
});

test("nights and weekends are quiet", () => {
  const load = (...date) => conditionsAt(Date.UTC(...date) / 1000, []).load;
  expect(load(2026, 10, 23, 14)).toBeGreaterThan(2 * load(2026, 10, 23, 4));
  expect(load(2026, 10, 23, 14)).toBeGreaterThan(1.3 * load(2026, 10, 22, 14));
});

test("releases go out on Tuesdays and Thursdays", () => {
  expect(deploymentsBetween(NOW - 14 * 86_400, NOW)).toHaveLength(4);
  expect(new Date(lastDeployment(NOW) * 1000).toISOString()).toBe("2026-11-19T10:30:00.000Z");
});
