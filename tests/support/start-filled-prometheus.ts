import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { remoteWrite, type WrittenSeries } from "./remote-write";

export interface FilledPrometheus {
  url: string;
  stop(): Promise<void>;
}

/** A real Prometheus on a free port that scrapes nothing and holds what `series` says. */
export async function startFilledPrometheus(series: readonly WrittenSeries[]): Promise<FilledPrometheus> {
  const directory = mkdtempSync(path.join(tmpdir(), "filled-prometheus-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = path.join(directory, "prometheus.yml");
  writeFileSync(config, "global: {}\n");
  const server = spawn(
    process.env.PROMETHEUS_BIN || "prometheus",
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(directory, "data")}`,
      "--storage.tsdb.retention.time=45d",
      `--web.listen-address=127.0.0.1:${port}`,
      "--web.enable-remote-write-receiver",
      "--log.level=error",
    ],
    { stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const stop = async () => {
    server.kill("SIGKILL");
    await ended;
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await untilReady(url);
    await remoteWrite(url, series);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const ready = await fetch(`${url}/-/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("Prometheus did not become ready within 10 s");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
