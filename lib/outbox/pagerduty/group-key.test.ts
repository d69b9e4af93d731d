import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { groupKeyOf, withRoute } from "./group-key";

const FOLDER = "tests/fixtures/captured/webhooks";

interface Delivery {
  groupKey: string;
  groupLabels: Record<string, string>;
  alerts: { labels: Record<string, string> }[];
}

describe.each(readdirSync(FOLDER))("webhook %s", (file) => {
  const { body } = JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8")) as { body: Delivery };
  const route = body.groupKey.slice(0, body.groupKey.indexOf("}:{") + 1);

  test("its group key follows from the route, what it groups by, and the alert's own labels", () => {
    for (const { labels } of body.alerts)
      expect(groupKeyOf(route, Object.keys(body.groupLabels).reverse(), labels)).toBe(body.groupKey);
  });

  test("another route has the same group by another name", () => {
    expect(withRoute(body.groupKey, "{}/{a=b}")).toBe(body.groupKey.replace(route, "{}/{a=b}"));
  });
});

test("labels that the alert lacks are not part of the key", () => {
  expect(groupKeyOf("{}", ["service", "alertname", "cluster"], { alertname: "Down", service: 'a"b' })).toBe(
    '{}:{alertname="Down", service="a\\"b"}',
  );
  expect(groupKeyOf("{}", ["__proto__", "cluster"], {})).toBe("{}:{}");
});

test("a matcher's value may look like the end of the route", () => {
  expect(withRoute('{}/{path=~"a\\"}:{b"}:{alertname="x"}', "{}")).toBe('{}:{alertname="x"}');
  expect(withRoute('{}:{path="}:{"}', "{}/{}")).toBe('{}/{}:{path="}:{"}');
});

test.each(["", "{}", "nonsense", '{}/{a="}:{x}'])("%j is no group key", (text) => {
  expect(withRoute(text, "{}")).toBeNull();
});
