import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { patternReach } from "./pattern-reach";

describe("patterns that let anything through", () => {
  test.each([
    ".*",
    ".+",
    "(?s).*",
    "(?i:.+)",
    "^.*$",
    ".*|HighErrorRate",
    "HighErrorRate|.+",
    "(a|.*)",
    "(?P<all>.*)",
    "[^x]+",
    "[a-zA-Z]+",
    "\\w+",
    "\\S*",
    "[\\s\\S]+",
    "[[:alnum:]_]+",
    "\\pL+",
    ".{3,}",
    "(.|a)*?",
    "x?.*",
    "\\Q\\E.*",
    "(|||)(|||)(|||).*",
  ])("%s", (pattern) => expect(patternReach(pattern)).toMatchObject({ anything: true }));
});

describe("patterns that name something", () => {
  test.each([
    "HighErrorRate",
    "High.*",
    ".*Rate",
    "a|b",
    "(a|b)c?",
    "[45]..",
    "\\d+",
    "...",
    ".{1,20}",
    "\\Q.*\\E",
    "\\.*x",
    "\\x41.*",
    "\\x{1F600}+",
    "[]a]+",
    "[[:digit:]]+",
    "a{2,}",
    "x{,3}",
    "\\bword\\b",
  ])("%s", (pattern) => expect(patternReach(pattern)).toEqual({ anything: false, empty: false }));
});

test("the empty text", () => {
  for (const pattern of ["", "a*", "a?", "a|", "(a|b){0}", "^$", "(?i)", "a{0,3}", "(|a)(b|)"])
    expect([pattern, patternReach(pattern)]).toEqual([pattern, { empty: true, anything: false }]);
});

test("what RE2 refuses, or has no reading here, is left to Alertmanager", () => {
  for (const pattern of ["(", ")", "a)", "[", "*a", "(?=a)", "(?!a)", "[]", "a\\", "+", "(a"])
    expect([pattern, patternReach(pattern)]).toEqual([pattern, null]);
});

test("nesting and repetition are walked through once", () => {
  expect(patternReach("(".repeat(100) + ")".repeat(100))).toEqual({ empty: true, anything: false });
  expect(patternReach("(((a{1000}){1000}){1000}b)*".repeat(7))).toEqual({ empty: true, anything: false });
});

/**
 * Small patterns without repetition inside of repetition: the engine they are compared with backtracks, and would take
 * for ever. Without anchors: in the middle they make words impossible, which form alone cannot tell.
 */
const atom = fc.oneof(
  fc.constantFrom("a", "b", ".", "[^a]", "[ab]", "\\.", "(?:a|.)", "(?:|b)"),
  fc.constantFrom("\\d", "\\D", "[a-z]", "\\s", "\\S"),
);
const sequenceOf = (...quantifiers: string[]) =>
  fc
    .array(fc.tuple(atom, fc.constantFrom(...quantifiers)), { maxLength: 2 })
    .map((pieces) => pieces.map((parts) => parts.join("")).join(""));
const repeated = sequenceOf("", "", "*", "+", "?", "{2}", "{0,2}", "{2,}", "*?");
const plain = sequenceOf("", "?");
const pattern = fc.oneof(
  fc.tuple(repeated, repeated).map(([left, right]) => `${left}|${right}`),
  fc.tuple(repeated, repeated).map(([left, right]) => `(${left}|${right})?`),
  fc
    .tuple(plain, fc.constantFrom("*", "+", "{2,}"), repeated)
    .map(([inner, times, rest]) => `(${inner})${times}${rest}`),
);
/** A letter of no pattern above: lower case for [a-z], no digit, no space. */
const UNKNOWN = "q";
const LONGEST_FINITE = 9;

/** A backtracking engine needs years for some patterns: those are left out. */
const ENGINE_MS = 100;
const engine = createContext({});

function runInEngine(text: string, inputs: readonly string[]): boolean[] | undefined {
  const code = `{ const engine = new RegExp(${JSON.stringify(`^(?:${text})$`)}, "su");
    JSON.stringify(${JSON.stringify(inputs)}.map((input) => engine.test(input))) }`;
  try {
    return JSON.parse(runInContext(code, engine, { timeout: ENGINE_MS }) as string) as boolean[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  }
}

test("agrees with an engine that runs the pattern", () => {
  const inputs = ["", ...Array.from({ length: 4 }, (_, index) => UNKNOWN.repeat(LONGEST_FINITE + index))];
  let compared = 0;
  fc.assert(
    fc.property(pattern, (text) => {
      const matched = runInEngine(text, inputs);
      if (!matched) return;
      compared += 1;
      const [empty, ...long] = matched;
      expect(patternReach(text)).toEqual({ empty, anything: long.includes(true) });
    }),
    { numRuns: 500 },
  );
  expect(compared).toBeGreaterThan(475);
});
