import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Matcher, matcherSchema, matchersSchema } from "./matcher";
import { matcherText } from "./matcher-text";
import { newSilenceHref } from "./new-silence-href";
import { parseMatcher } from "./parse-matcher";
import { tooWide } from "./too-wide";

const matcher = (name: string, operator: string, value: string): Matcher => ({
  name,
  value,
  isRegex: operator.endsWith("~"),
  isEqual: operator.startsWith("="),
});

test("a matcher survives being written and read", () => {
  const any = fc.record({
    name: fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }),
    value: fc.string({ maxLength: 60, unit: fc.constantFrom(..."ab\"\\\n \t=~{},'é\u2028😀") }),
    isRegex: fc.boolean(),
    isEqual: fc.boolean(),
  });
  fc.assert(
    fc.property(any, (one) => {
      expect(parseMatcher(matcherText(one))).toEqual(one);
    }),
  );
});

test.each([
  ["alertname=HighErrorRate", matcher("alertname", "=", "HighErrorRate")],
  ['alertname="HighErrorRate"', matcher("alertname", "=", "HighErrorRate")],
  [" severity != critical ", matcher("severity", "!=", "critical")],
  ["path=~/api/.*", matcher("path", "=~", "/api/.*")],
  ["a!~b=c", matcher("a", "!~", "b=c")],
  ["team=", matcher("team", "=", "")],
  ['"foo.bar"="x"', matcher("foo.bar", "=", "x")],
  [String.raw`job="a\"b\\c\nd\e"`, matcher("job", "=", 'a"b\\c\nd\\e')],
  ['quote="', matcher("quote", "=", '"')],
])("%s is understood", (text, expected) => expect(parseMatcher(text)).toEqual(expected));

test.each(["", "alertname", "=x", "a b=c", '"x=1', "a=\u0000", `a=~"${"x".repeat(201)}"`, `a="${"x".repeat(1_001)}"`])(
  "%j is no matcher",
  (text) => expect(parseMatcher(text)).toBeNull(),
);

describe("matchers that would hold back everything are refused", () => {
  const ANY = matcher("alertname", "=~", ".+");
  test.each([
    [[ANY]],
    [[matcher("alertname", "=~", ".*")]],
    [[matcher("team", "=", "")]],
    [[matcher("team", "=", ""), ANY]],
    [[matcher("alertname", "!=", "")]],
    [[matcher("alertname", "!=", "x"), ANY]],
    [[matcher("alertname", "!~", "x|y")]],
    [[matcher("severity", "=~", "critical|")]],
    [[]],
  ])("%j", (matchers) => expect(tooWide(matchers)).toMatch(/every alert/));

  test.each([
    [[matcher("severity", "=", "critical")]],
    [[matcher("alertname", "=~", "High.*"), matcher("team", "!=", "x")]],
    [[ANY, matcher("team", "=", "platform")]],
    [[matcher("alertname", "=~", "(")]],
  ])("%j is left to Alertmanager", (matchers) => expect(tooWide(matchers)).toBeNull());
});

test("bounds of a matcher and of a set", () => {
  const one = matcher("a", "=", "b");
  expect(matchersSchema.safeParse([]).success).toBe(false);
  expect(matchersSchema.safeParse(Array.from({ length: 21 }, () => one)).success).toBe(false);
  expect(matchersSchema.safeParse(Array.from({ length: 20 }, () => one)).success).toBe(true);
  for (const bad of [
    { ...one, name: "" },
    { ...one, value: "\ud800" },
    { ...one, extra: 1 },
    { name: "a", value: "b" },
  ])
    expect(matcherSchema.safeParse(bad).success).toBe(false);
});

test("the address of a new silence carries the labels", () => {
  const href = newSilenceHref({ team: "ai", job: 'x"y', alertname: "A&B" });
  const found = new URL(href, "http://portal.example").searchParams.getAll("matcher").map(parseMatcher);
  expect(found).toEqual([matcher("alertname", "=", "A&B"), matcher("job", "=", 'x"y'), matcher("team", "=", "ai")]);
  expect(newSilenceHref({})).toBe("/silences/new");
});
