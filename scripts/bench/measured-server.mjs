import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";

const HOOK = "scripts/bench/memory-on-signal.cjs";

/** Starts a server whose memory can be asked for. Resolves once it answers `ready`, to { memory, stop }. */
export async function startMeasured(script, { port, ready, memoryFile, env }) {
  const child = spawn(process.execPath, ["--expose-gc", "--require", `./${HOOK}`, script], {
    env: { ...process.env, ...env, PORT: String(port), BENCH_MEMORY_FILE: memoryFile },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (!(await answers(`http://127.0.0.1:${port}${ready}`))) {
    if (child.exitCode !== null) throw new Error(`${script} ended with code ${child.exitCode}`);
    await pause(200);
  }
  return {
    /** Bytes held in the heap and beside it, and of the whole process, after a collection. */
    async memory() {
      rmSync(memoryFile, { force: true });
      child.kill("SIGUSR2");
      while (!existsSync(memoryFile)) await pause(50);
      await pause(50);
      const { heapUsed, external, rss } = JSON.parse(readFileSync(memoryFile, "utf8"));
      return { held: heapUsed + external, rss };
    },
    async stop() {
      child.kill("SIGTERM");
      await Promise.race([ended, pause(10_000)]);
      child.kill("SIGKILL");
    },
  };
}

async function answers(url) {
  const leave = new AbortController();
  try {
    return (await fetch(url, { signal: leave.signal })).ok;
  } catch {
    return false;
  } finally {
    leave.abort();
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
