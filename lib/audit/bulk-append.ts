import "server-only";
import { type Transaction, transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import { appendDrafts } from "./append-drafts";
import type { DraftEntry } from "./draft-entry";

/** A change that was made, and the entries that tell of it. */
interface Part<T> {
  result: T;
  drafts: readonly DraftEntry[];
}

interface Waiting {
  work(tx: Transaction): Promise<readonly DraftEntry[]>;
  resolve(): void;
  reject(error: unknown): void;
}

/** How many entries make a group full: the head stays locked while they are written. */
const FULL = 2_000;

const queue: Waiting[] = [];
let writing = false;

/**
 * The ledger's second writer, for many who append at once: changes and entries of all who wait go into one transaction,
 * which begins when the one before has ended. Nobody waits for a timer, and the lock, the flush to disk and the head
 * are paid for once. Entries stand in the order of the calls. Resolves when the caller's part is committed. One whose
 * work fails is told so alone: the others are written without it, so that work may run twice, in two transactions.
 */
export async function bulkAppend<T>(work: (tx: Transaction) => Promise<Part<T>>): Promise<T> {
  let result: T | undefined;
  const draft = async (tx: Transaction) => {
    const part = await work(tx);
    result = part.result;
    return part.drafts;
  };
  await new Promise<void>((resolve, reject) => {
    queue.push({ work: draft, resolve, reject });
    if (!writing) void writeAll();
  });
  return result as T;
}

async function writeAll(): Promise<void> {
  writing = true;
  while (queue.length > 0) await writeGroup();
  writing = false;
}

async function writeGroup(): Promise<void> {
  const group: Waiting[] = [];
  try {
    await transaction(async (tx) => {
      const drafts: DraftEntry[] = [];
      for (let next = queue.shift(); next; next = drafts.length < FULL ? queue.shift() : undefined) {
        group.push(next);
        drafts.push(...(await next.work(tx)));
      }
      await appendDrafts(tx, drafts);
    });
    for (const { resolve } of group) resolve();
  } catch (error) {
    if (group.length === 0) group.push(...queue.splice(0)); // no transaction could begin
    const isDown = error instanceof PortalError && error.code === "unavailable";
    if (group.length === 1 || isDown) for (const { reject } of group) reject(error);
    else for (const one of group) await writeAlone(one);
  }
}

async function writeAlone({ work, resolve, reject }: Waiting): Promise<void> {
  await transaction(async (tx) => appendDrafts(tx, await work(tx))).then(resolve, reject);
}
