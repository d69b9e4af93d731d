import { describe, expect, test } from "vitest";
import { parseQuery } from "./parse-query";
import { placeInQuery, placeInWords } from "./place-in-query";
import { queryTexts } from "./query-texts";
import { stringValue } from "./string-value";

describe("a quoted text", () => {
  test.each([
    ['"a"', "a"],
    ["'a\"b'", 'a"b'],
    ["`a\\nb`", "a\\nb"],
    ['"a\\"b"', 'a"b'],
    ['"\\x41\\u00e9\\U0001F600\\101\\n"', "Aé😀A\n"],
    ['"\\\\"', "\\"],
  ])("%s says %j", (literal, value) => {
    expect(stringValue(literal)).toBe(value);
  });

  test.each(['"a', '"', '"a\\"', "'a\"", '"\\q"', '"\\x4"', '"\\U00110000"'])("%s is none", (literal) => {
    expect(stringValue(literal)).toBeNull();
  });

  test("is found with its label wherever it stands", () => {
    const query = `sum by ("l.m") ({"my.metric", job="\\x61", "http.status"=~'5..'}) + label_replace(up, "x", "$1", "y", "(z)")`;
    expect(queryTexts(parseQuery(query), query)).toEqual([
      { label: null, value: "l.m" },
      { label: null, value: "my.metric" },
      { label: "job", value: "a" },
      { label: null, value: "http.status" },
      { label: "http.status", value: "5.." },
      ...["x", "$1", "y", "(z)"].map((value) => ({ label: null, value })),
    ]);
  });
});

test("places count from one, in lines; Prometheus' own are read from its words", () => {
  expect(placeInQuery("up +\n x", 6)).toEqual({ line: 2, column: 2 });
  expect(placeInQuery("", 0)).toEqual({ line: 1, column: 1 });
  expect(placeInWords('invalid parameter "query": 1:6: parse error: expected type')).toEqual({ line: 1, column: 6 });
  expect(placeInWords("2:14: parse error: unexpected end")).toEqual({ line: 2, column: 14 });
  expect(placeInWords("query timed out at 12:30")).toBeNull();
});
