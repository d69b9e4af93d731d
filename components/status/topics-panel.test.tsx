import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TopicsPanel } from "./topics-panel";

const topicArn = "arn:aws:sns:us-east-1:123456789012:alarms";
const since = "2026-11-25T12:00:00.000Z";
const subscribeUrl = "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription";
const htmlOf = (topic: Omit<Parameters<typeof TopicsPanel>[0]["topics"][number], "topicArn">) =>
  renderToStaticMarkup(<TopicsPanel topics={[{ topicArn, ...topic }]} />);

test("a subscription to confirm is a plain link out, with its time", () => {
  const html = htmlOf({ state: "asked", since, subscribeUrl });
  expect(html).toContain(`<a href="${subscribeUrl}" target="_blank" rel="noopener noreferrer nofollow">Confirm`);
  expect(html).toContain(`dateTime="${since}"`);
  expect(html).toContain("25 Nov, 12:00 UTC");
});

test("what is not known is neither confirmed nor a link", () => {
  const html = htmlOf({ state: "unknown", since: null, subscribeUrl: null });
  expect(html).toContain("Unknown");
  expect(html).toContain("never");
  expect(html).not.toMatch(/<a |Confirmed/);
});
