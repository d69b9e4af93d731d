import { expect, test } from "vitest";
import type { PrometheusScrapeTarget } from "@/lib/datasources/prometheus/api-schema";
import { judgeTargets } from "./judge-targets";

const NOW = Date.parse("2026-11-25T12:00:00Z");
const target = (job: string, instance: string, more: Partial<PrometheusScrapeTarget> = {}): PrometheusScrapeTarget => ({
  labels: { job, instance },
  health: "up",
  lastError: "",
  lastScrape: new Date(NOW - 5_000).toISOString(),
  scrapeInterval: "15s",
  ...more,
});
const down = { health: "down", lastError: 'Get "[address]": refused' } as const;

test("each is named by job and instance; many of a job with one trouble are one line", () => {
  const many = Array.from({ length: 7 }, (_, index) => target("worker", `w${index}:9100`, down));
  const other = target("worker", "w8:9100", { ...down, lastError: "server returned HTTP status 500" });
  const late = target("backend", "b1:8080", { lastScrape: new Date(NOW - 50_000).toISOString() });
  expect(judgeTargets("main", [target("backend", "b0:8080"), late, ...many, other], NOW)).toMatchObject({
    state: "wrong",
    words: "1 of 10 are up; last scrape 5 s ago.",
    items: [
      "backend (b1:8080): last scraped 50 s ago",
      "worker (w0:9100, w1:9100, w2:9100, w3:9100, w4:9100 and 2 more): down, refused",
      "worker (w8:9100): down, server returned HTTP status 500",
    ],
    fix: expect.stringContaining("process"),
  });
});

test("all up is well; none at all is a cause; none looked at yet is not known", () => {
  expect(judgeTargets("main", [target("backend", "b0:8080")], NOW)).toMatchObject({
    state: "ok",
    items: [],
    fix: null,
  });
  expect(judgeTargets("main", [], NOW)).toMatchObject({ state: "wrong" });
  const never = target("backend", "b0:8080", { health: "unknown", lastScrape: "0001-01-01T00:00:00Z" });
  expect(judgeTargets("main", [never], NOW)).toMatchObject({
    state: "unknown",
    words: "0 of 1 are up; none was scraped yet.",
    items: ["backend (b0:8080): not scraped yet"],
  });
});
