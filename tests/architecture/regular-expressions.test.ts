import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { beforeAll, expect, test, vi } from "vitest";
import { anyWord, between, wordsSource } from "@/lib/phi/find-keyed";
import { keyedClasses, shapeClasses, strippedFromAddresses } from "@/lib/phi/phi-classes";
import { filePattern } from "@/scripts/contract/file-pattern.mjs";
import { type Expression, expressionsIn } from "./expressions-in";
import { faultOf } from "./fault-of";
import { sourceFiles } from "./source-files";

/**
 * What is put together when it runs, as it comes out there. The guard also puts its classes side by side, to learn whether
 * any of them begins at a place: one by one they stand for that too.
 */
const PUT_TOGETHER: Record<string, RegExp[]> = {
  "lib/phi/": [
    anyWord,
    between,
    ...[...shapeClasses, ...strippedFromAddresses].map(({ pattern }) => pattern),
    ...keyedClasses.flatMap((one) => [new RegExp(wordsSource(one), "iy"), one.value, one.between ?? between]),
  ],
  "lib/alerts/limit-to-role.ts": [], // a value with every sign escaped: nothing in it repeats
  "scripts/contract/file-pattern.mjs": [filePattern("rules/*.yml")],
};

const OWN_FILES = ["proxy.ts", "instrumentation.ts", "instrumentation-node.ts"].map((path) => ({
  path,
  text: readFileSync(path, "utf8"),
}));
const files = [...sourceFiles("app", "components", "lib", "scripts"), ...OWN_FILES].map((file) => ({
  path: file.path,
  ...expressionsIn(file),
}));

/** One of each. The PHI guard tries its sticky patterns at place after place, which is a search. */
function distinct(expressions: Expression[]): Expression[] {
  const all = expressions.map((one) =>
    one.at.startsWith("lib/phi/") ? { ...one, flags: one.flags.replace("y", "") } : one,
  );
  return [...new Map(all.map((one) => [`/${one.source}/${one.flags.replace("g", "")}`, one])).values()];
}

async function faultsOf(expressions: Expression[]): Promise<string[]> {
  const faults: string[] = [];
  for (const one of expressions) {
    const fault = await faultOf(one);
    if (fault) faults.push(fault);
    await setImmediate(); // the checker holds the thread: let the runner have it in between
  }
  return faults;
}

beforeAll(() => {
  vi.stubEnv("RECHECK_BACKEND", "pure");
  return () => vi.unstubAllEnvs();
});

test("M07 no regular expression that is run on input can be made to take long", async () => {
  const made = Object.entries(PUT_TOGETHER).flatMap(([at, all]) =>
    all.map(({ source, flags }) => ({ at, source, flags })),
  );
  const expressions = distinct([...files.flatMap(({ written }) => written), ...made]);
  expect(expressions.length).toBeGreaterThan(300);
  expect(await faultsOf(expressions)).toEqual([]);
});

test("M07 a file that puts expressions together shows them to be judged", () => {
  const unseen = files.filter(({ path, puts }) => puts && !Object.keys(PUT_TOGETHER).some((at) => path.startsWith(at)));
  expect(unseen.map(({ path }) => path)).toEqual([]);
});

test.each([
  ["a search that begins again and again", String.raw`/\d+$/`, /2nd degree polynomial, attacked by '0'\.repeat/],
  ["two ways through a repetition", "/^(?:a|a)*$/", /exponential, attacked by/],
  ["the same, bounded", "/^(?:[a-z]{1,20}){1,20}!$/", /exponential.*attacked by/],
  ["behind a lookbehind", "/(?<=x)(?:a+)+!/", /exponential.*attacked by/],
  ["strings that do not close", String.raw`/("(?:[^"\\]|\\.)*")(?=:)/`, /2nd degree polynomial.*attacked by/],
  ["a syntax that cannot be judged", "/[a--b]+$/v", /unknown: /],
])("M07 the judge finds %s, and tells the line", async (_title, written, says) => {
  const file = {
    path: "lib/planted.tsx",
    text: `const half = 4 / 2 / 1;\nexport const planted = <p>{${written}.source}</p>;\n`,
  };
  const faults = await faultsOf(expressionsIn(file).written);
  expect(faults).toEqual([expect.stringMatching(says)]);
  expect(faults[0]).toContain("lib/planted.tsx:2 /");
});

test("an expression is known as put together by any way to the constructor", () => {
  const puts = (text: string) => expressionsIn({ path: "lib/planted.ts", text }).puts;
  expect(puts("new RegExp(name)")).toBe(true);
  expect(puts("const make = () => RegExp(name)")).toBe(true);
  expect(puts("const one: RegExp = /a/; one instanceof RegExp")).toBe(false);
});
