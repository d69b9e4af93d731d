import { build } from "../bootstrap/prepare.mjs";
import { runChild } from "../bootstrap/run-child.mjs";

/** Benchmarks of the production build; prints both sides of every ratio. */
export async function run(args) {
  await build();
  return (await runChild(process.execPath, ["scripts/bench/run.mjs", ...args])).code;
}
