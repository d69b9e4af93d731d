import { expect, test } from "vitest";
import { PortalError } from "@/lib/errors";
import { guardMatchers } from "./guard-matchers";
import { refusePhiMatchers } from "./refuse-phi-matchers";

const pattern = { name: "reporter", value: "jane\\.roe@example\\.com", isRegex: true, isEqual: true };
const harmless = ["api-\\d+\\.example(:80)?", "10\\.0\\.0\\.7:.*", "10\\.0\\.0\\.(7|8):9100"].map((value) => ({
  name: "instance",
  value,
  isRegex: true,
  isEqual: true,
}));

test("L01 a pattern that names a person in escapes is refused, and shown redacted when somebody else made it", () => {
  expect(() => refusePhiMatchers([pattern])).toThrow(PortalError);
  const [shown] = guardMatchers([pattern]);
  expect(shown?.value).toMatch(/^‹EMAIL:/);
});

test("other patterns, of machines' addresses too, stay as they are", () => {
  refusePhiMatchers(harmless);
  expect(guardMatchers(harmless)).toEqual(harmless);
});
