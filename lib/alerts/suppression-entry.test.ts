import { expect, test } from "vitest";
import { entryOfSuppression } from "./suppression-entry";

const ID = "0f0e4d5c-0000-4000-8000-00000000000a";
const nobody = { silencedBy: [], inhibitedBy: [], mutedBy: [] };
const held = (changes: Partial<Record<keyof typeof nobody, string[]>>) => ({ ...nobody, ...changes });

test("it begins with what holds the alert back", () => {
  const subject = { type: "episode", id: ID };
  for (const before of [null, nobody])
    expect(entryOfSuppression(ID, before, held({ silencedBy: ["s1"] }))).toEqual({
      action: "EPISODE_SUPPRESSED",
      subject,
      detail: { silencedBy: ["s1"], inhibitedBy: [], mutedBy: [] },
    });
  expect(entryOfSuppression(ID, null, held({ mutedBy: ["nights"] }))?.detail).toMatchObject({ mutedBy: ["nights"] });
});

test("a change of what holds it back is told; its end says what did", () => {
  const before = held({ silencedBy: ["s1"], inhibitedBy: ["f1"] });
  expect(entryOfSuppression(ID, before, held({ silencedBy: ["s2"], inhibitedBy: ["f1"] }))).toMatchObject({
    action: "EPISODE_SUPPRESSED",
    detail: { silencedBy: ["s2"], inhibitedBy: ["f1"] },
  });
  expect(entryOfSuppression(ID, before, nobody)).toMatchObject({
    action: "EPISODE_UNSUPPRESSED",
    detail: { silencedBy: ["s1"], inhibitedBy: ["f1"], mutedBy: [] },
  });
});

test("the same in another order, nothing at all, and a source that does not say are no change", () => {
  const before = held({ silencedBy: ["s1", "s2"] });
  expect(entryOfSuppression(ID, before, held({ silencedBy: ["s2", "s1", "s2"] }))).toBeNull();
  expect(entryOfSuppression(ID, nobody, nobody)).toBeNull();
  expect(entryOfSuppression(ID, null, nobody)).toBeNull();
  expect(entryOfSuppression(ID, before, null)).toBeNull();
});

test("of thousands twenty are named and the others counted", () => {
  const many = Array.from({ length: 3_000 }, (_, index) => `f${index}`.padEnd(400, "\ud83d\ude00"));
  const detail = entryOfSuppression(ID, null, held({ inhibitedBy: many, silencedBy: ["s1"] }))?.detail as {
    inhibitedBy: string[];
    more: number;
  };
  expect(detail.inhibitedBy).toHaveLength(20);
  expect(detail.more).toBe(2_980);
  expect(detail.inhibitedBy.every((text) => text.length === 200 && text.isWellFormed())).toBe(true);
});
