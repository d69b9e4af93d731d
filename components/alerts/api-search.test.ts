import { expect, test } from "vitest";
import { episodeListQuerySchema } from "@/lib/alerts/list-query";
import { apiSearchOf, UNFILTERED } from "./api-search";

test.each([
  ["", UNFILTERED],
  ["rows=comfortable&utm=x", UNFILTERED],
  ["q=a%20b", "q=a+b&state=all"],
  ["group=team", "group=team"],
  ["silenced=yes", "silenced=yes"],
  ["silence=7174f04f-f030-4fe0-b616-33aaa6bc11d6", "silence=7174f04f-f030-4fe0-b616-33aaa6bc11d6"],
  ["silence=7174f04f-f030-0fe0-b616-33aaa6bc11d6", UNFILTERED],
  ["state=nonsense&silenced=maybe&group=x&sort=%00", UNFILTERED],
  ["team=%20platform%20", "team=platform&state=all"],
])("%j asks the API for %j", (page, api) => {
  const asked = apiSearchOf(new URLSearchParams(page));
  expect(asked).toBe(api);
  expect(episodeListQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(asked))).success).toBe(true);
});

test("whatever the address says, the API takes it", () => {
  const search = new URLSearchParams({ q: "x".repeat(900), team: "\u0000", severity: "y".repeat(500), mine: "false" });
  const asked = Object.fromEntries(new URLSearchParams(apiSearchOf(search)));
  expect(asked).toMatchObject({ q: "x".repeat(200), severity: "y".repeat(200) });
  expect(asked.mine).toBeUndefined();
});
