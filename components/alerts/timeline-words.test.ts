import { expect, test } from "vitest";
import { AUDIT_ACTIONS } from "@/lib/audit/entry";
import { timelineWords } from "./timeline-words";

const entry = (action: string, detail: Record<string, unknown> = {}, part = {}) => ({
  seq: 1,
  at: "2026-11-23T03:12:00.000Z",
  action,
  outcome: "success" as const,
  actor: "Priya Raman",
  detail,
  ...part,
});

test.each([
  [entry("EPISODE_OPENED", { via: "webhook", startUncertain: true }), "Firing", /webhook.*first sighting/],
  [
    entry("EPISODE_SUPPRESSED", { silencedBy: ["s1"], inhibitedBy: [], mutedBy: ["nights"], more: 3 }),
    "Held back",
    /silence s1\..*interval nights\. And 3 more/,
  ],
  [entry("EPISODE_UNSUPPRESSED", {}), "No longer held back", /Alertmanager/],
  [
    entry("ALERT_ACKNOWLEDGED", { note: "on it", expiresAt: "2026-11-23T04:12:00Z" }),
    "Acknowledged by Priya Raman",
    /^on it \| Runs out 23 Nov, 04:12 UTC\.$/,
  ],
  [
    entry("ALERT_TAKEN_OVER", { reason: "shift", previousOwner: "Tom Okafor" }),
    "Taken over by Priya Raman from Tom Okafor",
    /^shift$/,
  ],
  [
    entry("ALERT_UNACKNOWLEDGED", { reason: "not mine", owner: "Priya Raman" }),
    "Given back by Priya Raman",
    /^not mine$/,
  ],
  [
    entry("ALERT_UNACKNOWLEDGED", { reason: "ill", owner: "Tom Okafor" }),
    "Taken from Tom Okafor by Priya Raman",
    /^ill$/,
  ],
  [entry("EPISODE_RESOLVE_HELD", { via: "CloudWatch" }), "Source silent", /^CloudWatch has no data/],
  [entry("ALERT_NOTED", { note: "rolled back" }), "Note by Priya Raman", /^rolled back$/],
  [
    entry("ACKNOWLEDGEMENT_EXPIRED", { owner: "Tom Okafor" }, { actor: null }),
    "Acknowledgement ran out",
    /Tom Okafor's acknowledgement/,
  ],
  [entry("EPISODE_WORSENED"), "Got worse", /the acknowledgement no longer counts/],
  [entry("EPISODE_RESOLVED", { inferred: true }), "Resolved (inferred)", /^No longer listed/],
  [
    entry("ALERT_TAKEN_OVER", { reason: "not_open" }, { outcome: "denied" }),
    "Taking over refused",
    /The alert was over/,
  ],
  [entry("NOTIFICATION_FAILED", { target: "PagerDuty", reason: "503" }), "PagerDuty could not be told", /^503$/],
])("%o", (one, title, text) => {
  const words = timelineWords(one, "UTC");
  expect(words.title).toBe(title);
  expect([words.quote, words.text].filter(Boolean).join(" | ")).toMatch(text);
});

test("every action that an episode can have in the ledger has words", () => {
  const ofEpisodes = AUDIT_ACTIONS.filter((action) => /^(EPISODE|ALERT|ACKNOWLEDGEMENT|NOTIFICATION)_/.test(action));
  expect(ofEpisodes.length).toBeGreaterThan(12);
  for (const action of ofEpisodes) expect(timelineWords(entry(action), "UTC").title).not.toBe(action);
});

test("details of another kind than expected are left out, not printed", () => {
  const odd = { note: { html: "<b>" }, silencedBy: [1, {}], more: "x", reason: 7, expiresAt: "soon" };
  for (const action of AUDIT_ACTIONS) {
    const words = timelineWords(entry(action, odd), "UTC");
    expect(`${words.title} ${words.quote ?? null} ${words.text}`).not.toMatch(/\[object|undefined|NaN/);
  }
});
