import { randomInt } from "node:crypto";

/**
 * Settings for this process's random histories: a new seed, printed, or MODEL_SEED when a failure is to be seen again;
 * MODEL_RUNS for a longer search than the everyday one. The first failure is shrunk.
 */
export function seeded(test: string, everydayRuns: number): { seed: number; numRuns: number } {
  const { MODEL_SEED, MODEL_RUNS } = process.env;
  const seed = MODEL_SEED === undefined ? randomInt(2 ** 31) : Number(MODEL_SEED);
  const numRuns = MODEL_RUNS === undefined ? everydayRuns : Number(MODEL_RUNS);
  process.stdout.write(`${test}: ${numRuns} histories of seed ${seed} (again with MODEL_SEED=${seed})\n`);
  return { seed, numRuns };
}
