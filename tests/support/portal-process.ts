import { type ChildProcess, fork } from "node:child_process";
import { env } from "@/lib/env";
import { packProgram } from "../../scripts/bootstrap/pack-program.mjs";
import { killed } from "./killed";

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

/** Packs the small portal of the fault tests once, so that each start of it costs little. */
export async function packPortal(): Promise<PortalProgram> {
  const program = await packProgram("tests/faults/portal-process.ts");
  const running = new Set<PortalProcess>();
  return {
    async start(settings) {
      const { PORTAL_SECRET, PORTAL_URL } = env();
      const shared = { PORTAL_SECRET, PORTAL_URL, DATABASE_URL: "", LOG_LEVEL: "fatal" };
      const started = performance.now();
      const child = fork(program.file, {
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
      program.remove();
    },
  };
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("message", (port) => resolve(Number(port)));
    child.once("exit", (code) => reject(new Error(`the portal ended with ${code} before it listened`)));
  });
}
