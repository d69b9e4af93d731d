import { expect, test } from "vitest";
import { timeOrderedId } from "./time-ordered-id";

test("ids are of version 7, all different, and sort as they were made", () => {
  const ids = Array.from({ length: 20_000 }, timeOrderedId);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids.slice(0, 100))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const made = Number.parseInt(ids[0]!.replaceAll("-", "").slice(0, 12), 16);
  expect(Math.abs(Date.now() - made)).toBeLessThan(10_000);
});
