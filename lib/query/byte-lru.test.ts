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
