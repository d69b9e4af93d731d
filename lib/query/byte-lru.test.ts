import { expect, test } from "vitest";
import { ByteLru } from "./byte-lru";

test("what was used longest ago goes first, by bytes", () => {
  const lru = new ByteLru<string>(100);
  lru.set("a", "A", 40);
  lru.set("b", "B", 40);
  lru.get("a");
  lru.set("c", "C", 40);
  expect([lru.get("a"), lru.get("b"), lru.get("c")]).toEqual(["A", undefined, "C"]);
  lru.set("a", "A2", 10);
  expect(lru.totalBytes).toBe(50);
  lru.set("huge", "H", 101);
  expect([lru.get("huge"), lru.size]).toEqual([undefined, 2]);
});

test("what nobody wants any more goes before its space is needed", () => {
  const lru = new ByteLru<number>(100);
  for (const value of [1, 2, 9, 3]) lru.set(String(value), value, 10);
  lru.dropOldestWhile((value) => value < 5);
  expect([lru.get("1"), lru.get("2"), lru.get("9"), lru.get("3"), lru.totalBytes]).toEqual([
    undefined,
    undefined,
    9,
    3,
    20,
  ]);
});
