import { afterAll, expect, test } from "vitest";
import { createDatasources } from "./registry";

const http = { headers: {}, scrapeInterval: 15, type: "prometheus" as const };
const sources = createDatasources(
  {
    datasources: [
      { ...http, name: "one", url: "http://127.0.0.1:1" },
      { name: "aws", type: "cloudwatch", region: "us-east-1", regions: [] },
      { ...http, name: "two", url: "http://127.0.0.1:2" },
    ],
    alertmanagers: [],
  },
  5,
);
afterAll(async () => {
  await Promise.all([sources.prometheus("one").close(), sources.prometheus("two").close()]);
  sources.cloudwatch().close();
});

test("the named one, else the first of its kind", () => {
  expect(sources.prometheus("two").name).toBe("two");
  expect(sources.prometheus().name).toBe("one");
  expect(sources.cloudwatch().name).toBe("aws");
  expect(sources.list().map(({ name }) => name)).toEqual(["one", "aws", "two"]);
});

test("what is not configured says so", () => {
  expect(() => sources.prometheus("aws")).toThrow("No Prometheus source named aws is configured.");
  expect(() => createDatasources({ datasources: [], alertmanagers: [] }, 5).cloudwatch()).toThrow(
    "No CloudWatch source is configured.",
  );
});
