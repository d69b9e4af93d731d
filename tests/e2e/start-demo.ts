import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, rmSync } from "node:fs";

const PORT = 23900;
const DIRECTORY = ".data/e2e";
const READY_WITHIN_MS = 240_000;

/** Starts the real demo (three days of history) once for all end-to-end tests; E2E_URL names one that already runs. */
export default async function startDemo(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_URL) return undefined;
  mkdirSync("test-results", { recursive: true });
  rmSync(DIRECTORY, { recursive: true, force: true }); // what an earlier run acknowledged must not be seen
  const output = createWriteStream("test-results/demo.log");
  const demo = spawn(process.execPath, ["scripts/run.mjs", "demo"], {
    env: {
      ...process.env,
      PORT: String(PORT),
      DEMO_DIR: DIRECTORY,
      DEMO_QUICK: "1",
      DEMO_SCRAPE: "2s",
      DEMO_INCIDENTS: "off", // only what a test asks for
      // Every test signs in; the sign-in limit per address has its own test.
      QUERY_PER_MINUTE: "6000",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  demo.stdout.pipe(output);
  demo.stderr.pipe(output);
  const exited = new Promise<never>((_, reject) =>
    demo.once("exit", (code) => reject(new Error(`the demo ended with code ${code}: see test-results/demo.log`))),
  );
  exited.catch(() => {});
  await Promise.race([untilAnnounced(), exited]);
  return async () => {
    const ended = new Promise((resolve) => demo.once("exit", resolve));
    demo.kill("SIGTERM");
    await ended;
  };
}

/** The demo writes down its addresses once all of it runs, history included. */
async function untilAnnounced(): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (existsSync(`${DIRECTORY}/demo.json`)) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error("the demo was not ready in time: see test-results/demo.log");
}
