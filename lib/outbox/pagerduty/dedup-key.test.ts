import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dedupKey } from "./dedup-key";

const alert = {
  fingerprint: "acbdaee694987150",
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

test("by fingerprint it is the alert's own", () => {
  expect(dedupKey({ ...settings, dedup: "fingerprint" }, { ...alert, groupKey: null })).toBe("acbdaee694987150");
});

test("without the webhook's word it cannot be known", () => {
  expect(dedupKey(settings, { ...alert, groupKey: null })).toBeNull();
  expect(dedupKey({ ...settings, route }, { ...alert, groupKey: null })).toBeNull();
  expect(dedupKey({ ...settings, route }, { ...alert, groupKey: "nonsense" })).toBeNull();
});
