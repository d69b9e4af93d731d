import { randomInt } from "node:crypto";

interface Settings {
  seed: number;
  numRuns: number;
  endOnFailure: boolean;
  includeErrorInReport: boolean;
  interruptAfterTimeLimit?: number;
}

/**
 * Settings for this process's random histories: a new seed, printed, or MODEL_SEED when a failure is to be seen again.
 * MODEL_RUNS asks for another number than the everyday one, however long it takes; else a slow machine does fewer.
 * MODEL_SHRINK=no is for those who only ask whether it fails.
 */
export function seeded(test: string, everyday: { runs: number; seconds: number }): Settings {
  const { MODEL_SEED, MODEL_RUNS, MODEL_SHRINK } = process.env;
  const seed = MODEL_SEED === undefined ? randomInt(2 ** 31) : Number(MODEL_SEED);
  const common = { seed, endOnFailure: MODEL_SHRINK === "no", includeErrorInReport: true };
  process.stdout.write(`${test}: seed ${seed} (again with MODEL_SEED=${seed})\n`);
  if (MODEL_RUNS !== undefined) return { ...common, numRuns: Number(MODEL_RUNS) };
  return { ...common, numRuns: everyday.runs, interruptAfterTimeLimit: everyday.seconds * 1_000 };
}
