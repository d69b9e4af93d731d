import { expect, test } from "vitest";
import { guardTargets } from "./guard-targets";
import { judgeTargets } from "./judge-targets";

const EMAIL = "jane.roe@example.com";

test("L01 a target is named without what its labels say of a person, and with its address", () => {
  const down = { health: "down", lastError: "", lastScrape: "", scrapeInterval: "15s" } as const;
  const targets = [
    { ...down, labels: { job: "mail", instance: EMAIL } },
    { ...down, labels: { job: "worker", instance: "10.0.0.7:9100" } },
  ];
  const text = JSON.stringify(judgeTargets("main", guardTargets("main", targets), 0));
  expect(text).not.toContain(EMAIL);
  expect(text).toMatch(/mail \(‹EMAIL:/);
  expect(text).toContain("worker (10.0.0.7:9100)");
});
