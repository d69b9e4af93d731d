import { expect, test } from "vitest";
import { isCacheable } from "./cacheable";

test.each([
  "sum(rate(a[5m]))",
  'a{path="/users/@me", note="x offset -5m"}',
  "a offset 5m",
  "a - b offset 1d",
  "topk(3, a)",
  "max_over_time(rate(a[5m])[1h:1m])",
  "a # end() @ 5\n+ b",
  "time() - process_start_time_seconds",
])("joins answers of %s", (expr) => {
  expect(isCacheable(expr)).toBe(true);
});

test.each([
  "a @ end()",
  "a @ 1795000000",
  "rate(a[5m] @ start())",
  "a offset -5m",
  "a offset  -1h",
  "sum(a offset(-5m))",
  "a[range()]",
  'a{b="unclosed}',
  "a{b='x\"}",
])("asks %s afresh", (expr) => {
  expect(isCacheable(expr)).toBe(false);
});
