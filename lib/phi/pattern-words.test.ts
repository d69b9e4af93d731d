import { expect, test } from "vitest";
import { patternWords } from "./pattern-words";

test.each([
  ["jane\\.roe@example\\.com", "jane.roe@example.com"],
  ["jane[.]roe@(?:example|other)[\\.]com", "jane.roe@example|other.com"],
  ["(078)\\-05(-)1123", "078-05-1123"],
  ["api-\\d{3}", "api-\\d{3}"],
  ["[^.]x[a-z]", "[^.]x[a-z]"],
])("%s says %s", (pattern, words) => {
  expect(patternWords(pattern)).toBe(words);
});
