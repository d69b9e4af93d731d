import { check } from "recheck";
import type { Expression } from "./expressions-in";

const LONGEST_TRIED = 400;
/** Work is limited by count and never by the clock, so that every machine comes to the same verdict. */
const LIMITS = {
  timeout: 30_000, // "unknown" instead of a test that hangs
  attackLimit: 500_000,
  attackTimeout: null,
  incubationTimeout: null,
  seedingLimit: 200,
  seedingTimeout: null,
  maxGeneStringSize: LONGEST_TRIED,
  maxInitialGenerationSize: 60,
  maxIteration: 1,
  crossoverSize: 5,
  mutationSize: 20,
  maxNFASize: 500,
} as const;
/** Steps over a text that is tried, from which on it is made longer to see how the steps grow. */
const SUSPICIOUS_STEPS = 8_000;
/** Below so many repetitions single characters are judged by proof; repeated groups multiply, and are tried out. */
const PROVED_REPETITIONS = 60;
const REPEATED_GROUP = /\)[*+{]/;

/** What is wrong with an expression, or null. What could not be judged is a fault as well. */
export async function faultOf({ at, source, flags }: Expression): Promise<string | null> {
  const searched = flags.includes("y") ? `^(?:${source})` : source;
  const incubationLimit = Math.max(SUSPICIOUS_STEPS, 2 * LONGEST_TRIED * longestRepetition(source));
  const proved = REPEATED_GROUP.test(source) ? {} : { maxRepeatCount: PROVED_REPETITIONS };
  const verdict = await check(searched, flags.replace(/[dgy]/g, ""), { ...LIMITS, ...proved, incubationLimit });
  if (verdict.status === "safe") return null;
  const said =
    verdict.status === "vulnerable"
      ? `${verdict.complexity.summary}, attacked by ${verdict.attack.pattern}`
      : `unknown: ${JSON.stringify(verdict.error)}`;
  return `${at} /${source}/${flags}: ${said}`;
}

/** A bounded repetition may take its bound, there and back, at each character. */
function longestRepetition(source: string): number {
  return Math.max(0, ...[...source.matchAll(/,(\d+)\}/g)].map(([, most]) => Number(most)));
}
