import { type ChildProcess, fork } from "node:child_process";
import { env } from "@/lib/env";
import { packProgram } from "../../scripts/bootstrap/pack-program.mjs";
import { killed } from "./killed";

/** What a replica is asked for: a change with its entry, or a checkpoint. */
export interface LedgerRequest {
  id: number;
  append?: string;
}

interface LedgerAnswer {
  id: number;
  size?: number;
  error?: string;
}

export interface LedgerProcess {
  /** Resolves once the change is acknowledged; rejects when the process ends before. */
  append(change: string): Promise<void>;
  /** How many entries the newest checkpoint covers. */
  sign(): Promise<number>;
  /** As kill -9 does; resolves when it is gone. */
  kill(): Promise<void>;
}

export interface LedgerProgram {
  start(databaseUrl: string): Promise<LedgerProcess>;
  /** Removes the program and whatever of it still runs. */
  remove(): Promise<void>;
}

/** Packs a replica that only writes the ledger, so that each start of it costs little. */
export async function packLedgerProcess(): Promise<LedgerProgram> {
  const program = await packProgram("tests/faults/ledger-process.ts");
  const running = new Set<ChildProcess>();
  return {
    async start(databaseUrl) {
      const { PORTAL_SECRET, PORTAL_URL } = env();
      const shared = { PORTAL_SECRET, PORTAL_URL, DATABASE_URL: databaseUrl, LOG_LEVEL: "fatal" };
      const child = fork(program.file, { env: { ...process.env, ...shared }, execArgv: [] });
      running.add(child);
      await new Promise<void>((resolve, reject) => {
        child.once("message", () => resolve());
        child.once("exit", (code) => reject(new Error(`the replica ended with ${code} before it was ready`)));
      });
      const ask = askProcess(child);
      return {
        append: async (change) => void (await ask({ append: change })),
        sign: () => ask({}),
        async kill() {
          running.delete(child);
          await killed(child);
        },
      };
    },
    async remove() {
      await Promise.all([...running].map(killed));
      program.remove();
    },
  };
}

/** Questions and answers over the process's channel; those without an answer fail with its end. */
function askProcess(child: ChildProcess): (request: Omit<LedgerRequest, "id">) => Promise<number> {
  const waiting = new Map<number, { resolve(size: number): void; reject(error: Error): void }>();
  let asked = 0;
  child.on("message", ({ id, size, error }: LedgerAnswer) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (size === undefined) one?.reject(new Error(error));
    else one?.resolve(size);
  });
  child.once("disconnect", () => {
    for (const { reject } of waiting.values()) reject(new Error("killed"));
    waiting.clear();
  });
  return (request) =>
    new Promise((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      child.send({ id: asked, ...request }, (error) => error && reject(new Error("killed")));
    });
}
