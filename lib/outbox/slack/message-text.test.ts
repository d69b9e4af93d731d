import { expect, test } from "vitest";
import { MIRRORED_ACTIONS } from "../outbox-change";
import { slackText } from "./message-text";

const detail = { alertname: "HighErrorRate", severity: "critical", owner: "Ann", previousOwner: "Bob", by: "Ann" };
const link = "https://portal.example.com/alerts/1";

test.each([
  ["ALERT_ACKNOWLEDGED", {}, "acknowledged by Ann."],
  ["ALERT_TAKEN_OVER", {}, "taken over by Ann from Bob."],
  ["ALERT_UNACKNOWLEDGED", { owner: null, by: "Bob" }, "given back by Bob. No owner."],
  ["ALERT_UNACKNOWLEDGED", { owner: null, by: "Eve" }, "taken from Bob by Eve. No owner."],
  ["ACKNOWLEDGEMENT_EXPIRED", { owner: null, by: null }, "the acknowledgement by Bob ran out. No owner."],
  [
    "EPISODE_WORSENED",
    { owner: null, by: null },
    "got worse, so the acknowledgement by Bob no longer counts. No owner.",
  ],
  ["EPISODE_RESOLVED", {}, "resolved. Owner: Ann."],
  ["EPISODE_RESOLVED", { owner: null }, "resolved."],
  ["EPISODE_REOPENED", {}, "fires again. Owner: Ann."],
  ["EPISODE_REOPENED", { owner: null }, "fires again. No owner."],
] as const)("%s: %j", (action, changes, words) => {
  expect(slackText(action, { ...detail, ...changes }, link)).toBe(`[critical] HighErrorRate: ${words} <${link}>`);
});

test("no name starts a link, a mention or a line of its own, whatever it holds", () => {
  const hostile = "<!channel> <@U1> &lt; <https://evil.example|ok>\r\n\u2028[critical] Fake\u202e\u0000";
  for (const action of MIRRORED_ACTIONS) {
    const names = { alertname: hostile, severity: hostile, owner: hostile, previousOwner: hostile, by: hostile };
    const text = slackText(action, names, link);
    expect(text.match(/[<>]/g)).toEqual(["<", ">"]);
    expect(text.endsWith(`<${link}>`)).toBe(true);
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|&(?!amp;|lt;|gt;)/u);
    expect(text).toContain("&lt;!channel&gt;");
  }
});

test("long names are cut, not in the middle of a character", () => {
  const text = slackText("ALERT_ACKNOWLEDGED", { ...detail, alertname: `${"a".repeat(199)}😀b` }, link);
  expect(text.isWellFormed()).toBe(true);
  expect(text.length).toBeLessThan(300);
});
