/** The tests that are asked, cheapest first; a mutant names those that should know. */
export const suites = {
  pure: {
    project: "unit",
    args: ["tests/model"],
    env: { MODEL_RUNS: "400" },
  },
  histories: {
    project: "integration",
    args: ["tests/integration/episode-histories.test.ts"],
    env: { MODEL_RUNS: "6" },
  },
  order: { project: "integration", args: ["tests/integration/episode-order.test.ts"], env: {} },
  keys: { project: "integration", args: ["tests/security/acknowledge.test.ts", "-t", "I03"], env: {} },
};
