import fc from "fast-check";
import { expect, test } from "vitest";
import { assertVariableValue, expandMacros } from "./expand-macros";

const values = {
  stepSeconds: 30,
  scrapeSeconds: 15,
  rangeSeconds: 3600,
  end: Date.parse("2026-11-23T14:05:00Z"),
  variables: { pod: "", endpoint: "/api/a.b" },
};
const expand = (expr: string, pod?: string) =>
  expandMacros(expr, pod === undefined ? values : { ...values, variables: { pod } });

test("the windows", () => {
  expect(expand("rate(a[$__rate_interval]) + rate(a[$__interval]) + b[$__range:]")).toBe(
    "rate(a[60s]) + rate(a[30s]) + b[3600s:]",
  );
  expect(expandMacros("a[$__rate_interval]", { ...values, stepSeconds: 300 })).toBe("a[315s]");
  expect(expand("increase(a[$__month_to_date])")).toBe(`increase(a[${(22 * 24 + 15) * 3600}s])`);
  const ending = (end: string) => expandMacros("a[$__month_to_date]", { ...values, end: Date.parse(end) });
  expect(ending("2026-12-01T00:00:00Z")).toBe(`a[${30 * 24 * 3600}s]`);
  expect(ending("2026-12-01T00:00:15Z")).toBe("a[3600s]");
});

test("E03 a variable value cannot leave its string, and is literal in a regular expression", () => {
  expect(expand('up{pod=~"$pod"}')).toBe('up{pod=~".*"}');
  expect(expand('up{e="$endpoint"} or up{e=~"x$endpoint"}')).toBe('up{e="/api/a.b"} or up{e=~"x/api/a\\\\.b"}');
  expect(expand('up{pod="$pod"}', 'x"} or up{a="')).toBe('up{pod="x\\"} or up{a=\\""}');
  expect(expand('up{pod=~"$pod"}', 'x"} or up{a="')).toBe('up{pod=~"x\\"\\\\} or up\\\\{a=\\""}');
  expect(expand('up{pod="$pod"}', "a\\\n$__range$pod")).toBe('up{pod="a\\\\\\n$__range$pod"}');
});

test("E04 whatever the value, one string remains and it means the value", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 64 }), (pod) => {
      const [, text] = /^up\{pod="((?:[^"\\\n]|\\.)*)"\}$/s.exec(expand('up{pod="$pod"}', pod)) ?? [];
      expect(text?.replace(/\\(.)/gs, (_, c) => (c === "n" ? "\n" : c))).toBe(pod);
    }),
  );
  expect(() => assertVariableValue("pod", "a\u0000")).toThrow(expect.objectContaining({ code: "bad_request" }));
  expect(() => assertVariableValue("pod", "a".repeat(257))).toThrow(expect.objectContaining({ code: "bad_request" }));
});

test("a definition that names something unknown is our own mistake", () => {
  expect(() => expand("up[$__nonsense]")).toThrow("not known");
  expect(() => expand('up{a="$nobody"}')).toThrow("not declared");
  expect(() => expand("up{a=$pod}")).toThrow("outside a string");
});
