import { spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";

/** Starts the demo in its own folder and waits until all of it is there, history included. Resolves to { base, stop }. */
export async function startDemo({ port, directory, env = {} }) {
  const base = `http://127.0.0.1:${port}`;
  const announced = path.join(directory, "demo.json"); // written once everything runs
  rmSync(announced, { force: true });
  const demo = spawn(process.execPath, ["demo/run.mjs"], {
    env: { ...process.env, PORT: String(port), DEMO_DIR: directory, LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => demo.once("exit", resolve));
  while (!existsSync(announced)) {
    if (demo.exitCode !== null) throw new Error(`the demo ended with code ${demo.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return {
    base,
    async stop() {
      demo.kill("SIGTERM");
      await ended;
    },
  };
}
