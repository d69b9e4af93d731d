import { spawn } from "node:child_process";
import { projectRoot } from "./project-root.mjs";
import { whenOrphaned } from "./when-orphaned.mjs";

const QUIET = { NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };

/**
 * Runs a program to its end. `capture` keeps its output instead of showing it, `silent` drops it. SIGINT and SIGTERM are passed on, so
 * that nothing is left behind. Resolves to { code, output }, also when the program cannot be started (code 127).
 */
export function runChild(command, args, { env = {}, capture = false, silent = false, cwd = projectRoot } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...QUIET, ...env },
    stdio: silent ? "ignore" : capture ? ["ignore", "pipe", "pipe"] : "inherit",
    shell: process.platform === "win32" && command === "npm",
  });
  let output = "";
  const keep = (chunk) => {
    output += chunk;
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const forward = (signal) => child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, forward);
  const unwatch = whenOrphaned(() => forward("SIGTERM"));
  return new Promise((resolve) => {
    const finish = (code) => {
      unwatch();
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(signal, forward);
      resolve({ code, output });
    };
    child.once("error", (error) => {
      output += error.message;
      finish(127);
    });
    child.once("close", (code, signal) => finish(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}
