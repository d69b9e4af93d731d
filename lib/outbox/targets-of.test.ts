import { expect, test } from "vitest";
import { MIRRORED_ACTIONS } from "./outbox-change";
import type { PagerDutySettings } from "./settings";
import { targetsOf } from "./targets-of";

const pagerduty: PagerDutySettings = {
  eventsUrl: "https://events.pagerduty.com/v2/enqueue",
  routingKey: "0123456789abcdef",
  dedup: "group_key",
  route: null,
  groupBy: [],
  onExpiry: "nothing",
};
const slack = { webhookUrl: "https://hooks.slack.com/services/T/B/x" };

const told = (everOwned: boolean, settings: Parameters<typeof targetsOf>[1]) =>
  Object.fromEntries(MIRRORED_ACTIONS.map((action) => [action, targetsOf({ action, everOwned }, settings)]));

test("PagerDuty hears of owners, Slack of everything that happens to an alert that had one", () => {
  expect(told(true, { pagerduty, slack })).toEqual({
    ALERT_ACKNOWLEDGED: ["pagerduty", "slack"],
    ALERT_TAKEN_OVER: ["pagerduty", "slack"],
    ALERT_UNACKNOWLEDGED: ["slack"],
    ACKNOWLEDGEMENT_EXPIRED: ["slack"],
    EPISODE_WORSENED: ["slack"],
    EPISODE_RESOLVED: ["slack"],
    EPISODE_REOPENED: ["slack"],
  });
});

test("an alert that nobody ever had comes and goes without a word", () => {
  const { EPISODE_RESOLVED, EPISODE_REOPENED } = told(false, { pagerduty, slack });
  expect([EPISODE_RESOLVED, EPISODE_REOPENED]).toEqual([[], []]);
});

test("PagerDuty is triggered again on expiry only when that is wanted", () => {
  const settings = { pagerduty: { ...pagerduty, onExpiry: "trigger" as const }, slack: null };
  expect(targetsOf({ action: "ACKNOWLEDGEMENT_EXPIRED", everOwned: true }, settings)).toEqual(["pagerduty"]);
});

test("who is not configured is told nothing", () => {
  for (const targets of Object.values(told(true, { pagerduty: null, slack: null }))) expect(targets).toEqual([]);
});
