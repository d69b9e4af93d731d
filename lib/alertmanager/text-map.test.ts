import { expect, test } from "vitest";
import { identityOf } from "./identity";
import { readTextMap } from "./text-map";

test("what is not a flat map of bounded size is refused", () => {
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`l${index}`, "x"]));
  const long = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`l${index}`, "x".repeat(16_000)]));
  for (const bad of [
    long,
    null,
    undefined,
    1,
    "x",
    [],
    [["a", "b"]],
    { a: {} },
    { a: [] },
    many,
    { a: "x".repeat(20_000) },
  ])
    expect(readTextMap(bad)).toBeNull();
});

test("third-party values become text, empty ones mean that there is no such label", () => {
  expect(readTextMap({ a: 1, b: true, c: "", d: null, e: "x" })).toEqual({ a: "1", b: "true", e: "x" });
  expect(identityOf(readTextMap({ e: "x", c: "" })!)).toBe(identityOf({ e: "x" }));
});

test("what PostgreSQL or canonical JSON cannot hold is replaced", () => {
  expect(readTextMap({ "a\u0000": "b\u0000\ud800c" })).toEqual({ "a\ufffd": "b\ufffd\ufffdc" });
});

test("G08 labels named like object internals are data", () => {
  const labels = readTextMap(JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}'))!;
  expect(Object.entries(labels)).toEqual([
    ["__proto__", "a"],
    ["constructor", "b"],
    ["toString", "c"],
  ]);
  expect(identityOf(labels)).not.toBe(identityOf(readTextMap(JSON.parse('{"constructor":"b","toString":"c"}'))!));
  expect({}).not.toHaveProperty("a");
});
