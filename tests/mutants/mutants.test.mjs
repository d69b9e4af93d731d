import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { applyMutant } from "../../scripts/mutants/apply-mutant.mjs";
import { mutants } from "./mutants.mjs";
import { suites } from "./suites.mjs";

describe("the list of deliberate mistakes", () => {
  test.each(mutants)("$name: still applies, exactly once", (mutant) => {
    const source = readFileSync(mutant.file, "utf8");
    expect(applyMutant(source, mutant)).not.toBe(source);
    expect(mutant.suites.length).toBeGreaterThan(0);
    for (const suite of mutant.suites) expect(suites).toHaveProperty(suite);
  });

  test("has no name twice", () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  test("an edit that no longer applies, or applies twice, is an error", () => {
    const mutant = { name: "m", file: "f.ts", from: "a", to: "b" };
    expect(applyMutant("xax", mutant)).toBe("xbx");
    expect(() => applyMutant("xyz", mutant)).toThrow("0 times");
    expect(() => applyMutant("aa", mutant)).toThrow("2 times");
  });
});
