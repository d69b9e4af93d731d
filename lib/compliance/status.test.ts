import fc from "fast-check";
import { expect, test } from "vitest";
import { CHECK_STATUSES, rollUp } from "./status";

test("nothing at all is unknown", () => expect(rollUp([])).toBe("unknown"));

test("any failure fails, else anything unknown is unknown, and only passes pass", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...CHECK_STATUSES)), (statuses) => {
      const rolled = rollUp(statuses);
      expect(rolled === "fail").toBe(statuses.includes("fail"));
      const clean = statuses.every((status) => status === "pass" || status === "not_applicable");
      expect(rolled === "pass").toBe(clean && statuses.includes("pass"));
    }),
  );
});
