import { expect, test } from "vitest";
import { parseAlertSearch } from "./alert-search";

test.each([
  ["", [], []],
  ["High error", ["high", "error"], []],
  ['"two words" x', ["two words", "x"], []],
  ["team=platform", [], [["team", "=", "platform"]]],
  ['pod!="a b" oom', ["oom"], [["pod", "!=", "a b"]]],
  ["pod=", [], [["pod", "=", ""]]],
  ["' OR 1=1 --", ["'", "or", "1=1", "--"], []],
  ["a=~b", [], [["a", "=", "~b"]]],
  ["\u0000\ud800", ["\ufffd"], []],
])("%j", (text, words, matchers) => {
  const search = parseAlertSearch(text);
  expect(search.words).toEqual(words);
  expect(search.matchers.map(({ name, equal, value }) => [name, equal ? "=" : "!=", value])).toEqual(matchers);
});
