import { expect, test } from "vitest";
import { referenceFault } from "@/lib/audit-events/reference-fault";
import { pseudonym } from "./pseudonym.mjs";

const KEY = "a key of this test alone, 0123456789";

test("equal ids of a kind have one pseudonym under a key; another key, kind or id has another", () => {
  const one = pseudonym(KEY, "p", "4711");
  expect(one).toMatch(/^p-[b-v]{16}$/);
  expect(pseudonym(Buffer.from(KEY), "p", "4711")).toBe(one);
  const others = [pseudonym(`${KEY}!`, "p", "4711"), pseudonym(KEY, "u", "4711"), pseudonym(KEY, "p", "4712")];
  expect(new Set([one, ...others].map((text) => text.slice(2))).size).toBe(4);
});

test("a short key is refused: it could be tried", () => {
  expect(() => pseudonym("short", "p", "4711")).toThrow(TypeError);
});

test("the portal takes every one of them as a reference", () => {
  for (let id = 0; id < 2_000; id++) {
    const text = pseudonym(KEY, "p", String(id));
    expect(referenceFault("subject_ref", text), text).toBeNull();
  }
});
