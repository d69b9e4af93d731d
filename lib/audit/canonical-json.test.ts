import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json";

test("the sorting example of RFC 8785 section 3.2.3", () => {
  const value = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7);
  const order = [...canonicalJson(value).matchAll(/:"([^"]+)"/g)].map((match) => match[1]);
  expect(order).toEqual([
    "Carriage Return",
    "One",
    "Control",
    "Latin Small Letter O With Diaeresis",
    "Euro Sign",
    "Emoji: Grinning Face",
    "Hebrew Letter Dalet With Dagesh",
  ]);
});

test("the serialisation example of RFC 8785 section 3.2.2", () => {
  const text = canonicalJson({
    numbers: [JSON.parse("333333333.33333329"), 4.5, 2e-3, 1e-27],
    string: "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
    literals: [null, true, false],
  });
  expect(text).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test.each([
  [0, "0"],
  [-0, "0"],
  [5e-324, "5e-324"],
  [-5e-324, "-5e-324"],
  [9007199254740991, "9007199254740991"],
  [-9007199254740991, "-9007199254740991"],
  [9.999999999999997e-7, "9.999999999999997e-7"],
  [0.000001, "0.000001"],
  [333333333.33333325, "333333333.33333325"],
  [1424953923781206.2, "1424953923781206.2"],
])("number %d of RFC 8785 appendix B", (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "\ud800", "a\udc00", "\u0000"])("%j has no form", (value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
  expect(() => canonicalJson({ key: [value] })).toThrow(TypeError);
});

test("undefined members are left out, nothing is added", () => {
  expect(canonicalJson({ b: undefined, a: { d: [], c: {} } })).toBe('{"a":{"c":{},"d":[]}}');
});

test("a text of one value is one text, whatever the order of its members", () => {
  const digest = (value: Parameters<typeof canonicalJson>[0]) =>
    createHash("sha256").update(canonicalJson(value)).digest("hex");
  expect(digest({ a: 1, b: [{ d: 2, c: 3 }] })).toBe(digest({ b: [{ c: 3, d: 2 }], a: 1 }));
});
