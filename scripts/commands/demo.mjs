import { build } from "../bootstrap/prepare.mjs";

/** The portal with everything it watches: a simulated chatbot, real Prometheus and Alertmanager, 35 days of history. */
export async function run() {
  const { startDemo } = await import("../../demo/run.mjs");
  return await startDemo({ prepare: build, development: false });
}
