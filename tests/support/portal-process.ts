import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "vite";
import { env } from "@/lib/env";

export interface PortalProcess {
  url: string;
  /** From its start to its first possible answer. */
  readyAfterMs: number;
  /** All that it has written to its log. */
  output(): string;
  /** As kill -9 does; resolves when it is gone. */
  kill(): Promise<void>;
}

export interface PortalProgram {
  /** `settings` name at least the database: DATABASE_URL, or DATA_DIR. */
  start(settings: Record<string, string>): Promise<PortalProcess>;
  /** Removes the program and whatever of it still runs. */
  remove(): Promise<void>;
}

const ROOT = process.cwd();
const ENTRY = "tests/faults/portal-process.ts";

/** Packs the small portal of the fault tests once, so that each start of it costs little. */
export async function packPortal(): Promise<PortalProgram> {
  // Inside the project: its packages are found from there.
  mkdirSync(path.join(ROOT, ".data"), { recursive: true });
  const folder = mkdtempSync(path.join(ROOT, ".data/portal-process-"));
  const alias = { "@": ROOT, "server-only": path.join(ROOT, "tests/server-only.ts") };
  // One file loads twice as fast as its packages; the embedded engine brings files that it must find beside itself.
  const ssr = { noExternal: true as const, external: ["@electric-sql/pglite"] };
  const output = { ssr: ENTRY, outDir: folder, minify: false } as const;
  await build({ configFile: false, root: ROOT, logLevel: "error", ssr, resolve: { alias }, build: output });
  const running = new Set<PortalProcess>();
  return {
    async start(settings) {
      const { PORTAL_SECRET, PORTAL_URL } = env();
      const shared = { PORTAL_SECRET, PORTAL_URL, DATABASE_URL: "", LOG_LEVEL: "fatal" };
      const started = performance.now();
      const child = fork(path.join(folder, "portal-process.js"), {
        cwd: ROOT,
        env: { ...process.env, ...shared, ...settings },
        execArgv: [],
        silent: true,
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream?.on("data", (chunk: Buffer) => {
          output += chunk.toString();
        });
      const port = await portOf(child).catch((error: Error) => {
        throw new Error(`${error.message}: ${output}`);
      });
      const one: PortalProcess = {
        url: `http://127.0.0.1:${port}`,
        readyAfterMs: performance.now() - started,
        output: () => output,
        async kill() {
          running.delete(one);
          await killed(child);
        },
      };
      running.add(one);
      return one;
    },
    async remove() {
      await Promise.all([...running].map((one) => one.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("message", (port) => resolve(Number(port)));
    child.once("exit", (code) => reject(new Error(`the portal ended with ${code} before it listened`)));
  });
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
