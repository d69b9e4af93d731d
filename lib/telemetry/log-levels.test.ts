import { expect, test } from "vitest";
import { parseLogLevels } from "./log-levels";

test("a level for each area; blanks and empty parts are nothing", () => {
  expect([...parseLogLevels(" jobs=debug, http=warn,,")]).toEqual([
    ["jobs", "debug"],
    ["http", "warn"],
  ]);
  expect(parseLogLevels("").size).toBe(0);
});

test.each(["jobs", "jobs=loud", "jobs=debug;http=warn", "=debug", "JOBS=debug", "jobs=debug=1"])(
  "%s is refused with what would be right",
  (text) => {
    expect(() => parseLogLevels(text)).toThrow(/jobs=debug,http=warn/);
  },
);
