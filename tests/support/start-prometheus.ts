import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";

const READY_WITHIN_MS = 30_000;
const POLL_MS = 100;

export interface RunningPrometheus {
  url: string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a real Prometheus from PATH in a folder of its own. `config`: its prometheus.yml; by default it scrapes nothing. */
export async function startPrometheus({
  config = "global: {}\n",
  flags = [] as string[],
} = {}): Promise<RunningPrometheus> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "portal-prometheus-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await writeFile(path.join(folder, "prometheus.yml"), config);
  const server = spawn(
    "prometheus",
    [
      `--config.file=${path.join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${path.join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--web.enable-lifecycle",
      "--web.enable-remote-write-receiver",
      "--log.level=error",
      ...flags,
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const end = async (signal: NodeJS.Signals) => {
    await ended(server, signal);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(url, server);
  } catch (error) {
    await end("SIGTERM");
    throw error;
  }
  return { url, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}

async function waitUntilReady(url: string, server: ChildProcess): Promise<void> {
  let failure: Error | undefined;
  server.once("error", (error) => {
    failure = error;
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (failure) throw new Error(`prometheus cannot be started: ${failure.message}`);
    if (server.exitCode !== null) throw new Error(`prometheus ended with code ${server.exitCode}`);
    const reply = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error("prometheus did not become ready");
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const exit = once(server, "exit");
  server.kill(signal);
  await exit;
}

/** A port of 127.0.0.1 that nothing listens on just now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
