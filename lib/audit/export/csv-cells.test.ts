import { expect, test } from "vitest";
import { csvCells } from "./csv-cells";

test.each<[string, string[]]>([
  ["1,a,b", ["1", "a", "b"]],
  [',,""', ["", "", ""]],
  ['"a,b","say ""hi""","two\r\nlines",', ["a,b", 'say "hi"', "two\r\nlines", ""]],
  ['7,"=1,""2""",x', ["7", '=1,"2"', "x"]],
])("%j", (record, cells) => {
  expect(csvCells(record)).toEqual(cells);
});
