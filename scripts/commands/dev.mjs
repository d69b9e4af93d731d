import { generate } from "../bootstrap/prepare.mjs";

/** The demo's surroundings with Next's development server, which reloads on every change. */
export async function run() {
  const { startDemo } = await import("../../demo/run.mjs");
  return await startDemo({ prepare: generate, development: true });
}
