import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ExactBytes } from "./exact-bytes";

test("keys are set apart, also behind values and with quotes in them, and nothing is added or lost", () => {
  const text = String.raw`{"a":"b",":c":["d","e"],"\"f\"":{"g":1}}`;
  const html = renderToStaticMarkup(<ExactBytes text={text} />).replaceAll("&quot;", '"');
  expect([...html.matchAll(/<b>(.*?)<\/b>/g)].map(([, key]) => key)).toEqual([
    '"a"',
    '":c"',
    String.raw`"\"f\""`,
    '"g"',
  ]);
  expect(html.replace(/<[^>]*>/g, "")).toBe(text);
});
