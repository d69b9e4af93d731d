import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fingerprintOf } from "@/lib/alertmanager/identity";
import { dedupKey } from "./dedup-key";

const alert = {
  groupKey: '{}/{}:{alertname="MedinovAIServiceDown", severity="critical"}',
  labels: { alertname: "MedinovAIServiceDown", instance: "i1", severity: "critical", team: "platform" },
};
const settings = { dedup: "group_key", route: null, groupBy: [] } as const;
const route = '{}/{severity="critical"}';

const captured = (version: string) =>
  JSON.parse(readFileSync(`tests/fixtures/captured/pagerduty/trigger-${version}.json`, "utf8")).body.dedup_key;

test.each(["0.25", "0.33"])("it is what Alertmanager %s itself sent to PagerDuty", (version) => {
  expect(dedupKey({ ...settings, route }, alert)).toBe(captured(version));
  expect(dedupKey({ ...settings, route, groupBy: ["severity", "alertname"] }, { ...alert, groupKey: null })).toBe(
    captured(version),
  );
  expect(
    dedupKey(settings, { ...alert, groupKey: `${route}:{alertname="MedinovAIServiceDown", severity="critical"}` }),
  ).toBe(captured(version));
  expect(dedupKey(settings, alert)).not.toBe(captured(version));
});

test("by fingerprint it is that of the alert's labels", () => {
  const labels = { alertname: "A", severity: "critical" };
  const key = dedupKey({ ...settings, dedup: "fingerprint" }, { groupKey: null, labels });
  expect(key).toBe(fingerprintOf(labels));
});

test("without the webhook's word it cannot be known", () => {
  expect(dedupKey(settings, { ...alert, groupKey: null })).toBeNull();
  expect(dedupKey({ ...settings, route }, { ...alert, groupKey: null })).toBeNull();
  expect(dedupKey({ ...settings, route }, { ...alert, groupKey: "nonsense" })).toBeNull();
});
