import { expect, test } from "vitest";
import { RateLimit } from "./rate-limit";

test("E17 the 31st query in a minute is refused with the time to wait, per person", () => {
  const limit = new RateLimit(30);
  for (let n = 0; n < 30; n += 1) limit.take("ann", 1, 1_000);
  expect(() => limit.take("ann", 1, 1_000)).toThrow(
    expect.objectContaining({ code: "rate_limited", retryAfterSeconds: 2 }),
  );
  expect(() => limit.take("bob", 30, 1_000)).not.toThrow();
  expect(() => limit.take("ann", 1, 2_999)).toThrow();
  expect(() => limit.take("ann", 1, 3_001)).not.toThrow();
});

test("a batch larger than a minute's share passes when the whole share is free", () => {
  const limit = new RateLimit(30);
  expect(() => limit.take("ann", 60, 0)).not.toThrow();
  expect(() => limit.take("ann", 1, 0)).toThrow();
});

test("what is given back may be taken again, never more than the whole share", () => {
  const limit = new RateLimit(30);
  limit.take("ann", 30, 0);
  limit.giveBack("ann", 10);
  expect(() => limit.take("ann", 10, 0)).not.toThrow();
  expect(() => limit.take("ann", 1, 0)).toThrow();
  limit.giveBack("ann", 60);
  expect(() => limit.take("ann", 30, 0)).not.toThrow();
  expect(() => limit.take("ann", 1, 0)).toThrow();
});
