import { expect, test } from "vitest";
import { type Looked, tellOnce } from "./tell-once";

const look = (title: string, silent?: string): Looked => ({
  id: title,
  state: "wrong",
  title,
  words: "It does not answer.",
  items: [],
  fix: "Start it.",
  ...(silent === undefined ? {} : { silent }),
});

test("a leg that is silent is one cause; what else it was to be asked is unknown, and says where the cause stands", () => {
  const told = tellOnce([
    [look("Targets of main", "main"), look("Targets of other", "other")],
    [look("Rules of main", "main"), look("Rules that fail")],
  ]);
  expect(told.map((findings) => findings.map(({ state }) => state))).toEqual([
    ["wrong", "wrong"],
    ["unknown", "wrong"],
  ]);
  expect(told[1]?.[0]).toEqual({
    id: "Rules of main",
    state: "unknown",
    title: "Rules of main",
    words: 'Could not be looked at: see "Targets of main".',
    items: [],
    fix: null,
  });
  expect(told[0]?.[0]).not.toHaveProperty("silent");
});
