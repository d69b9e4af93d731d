import { expect, test } from "vitest";
import { goQuote } from "./go-quote";

// As strconv.Quote is documented to write it.
test.each([
  ["plain", '"plain"'],
  ['say "no"', '"say \\"no\\""'],
  ["a\\b", '"a\\\\b"'],
  ["line\nbreak\ttab\r", '"line\\nbreak\\ttab\\r"'],
  ["\u0007\b\f\v\u0001\u007f", '"\\a\\b\\f\\v\\x01\\x7f"'],
  ["Zürich 世界 é", '"Zürich 世界 é"'],
  ["😀", '"😀"'],
  ["\u00a0", '"\\u00a0"'],
  ["\u200b\u202e", '"\\u200b\\u202e"'],
  ["\u{e0001}", '"\\U000e0001"'],
])("%j", (text, quoted) => {
  expect(goQuote(text)).toBe(quoted);
});
