import "server-only";
import { type Transaction, transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import { appendAfter } from "./append-after";
import { appendDrafts } from "./append-drafts";
import { appendRefusal } from "./append-refusal";
import type { DraftEntry } from "./draft-entry";
import { type ChainEnd, type LedgerHead, lockHead } from "./lock-head";

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

/** How the ledger should stand after a group; the database's time when it was last asked for, and when that was. */
interface Expected extends LedgerHead {
  heardAt: number;
}

/** A group on its way. */
interface Turn {
  /** Once its entries are sent: how the ledger will stand. Undefined: nobody knows. */
  left: Promise<Expected | undefined>;
  /** Once its entries are written, and the head is its own until it ends: who locks that now comes after it. */
  wrote: Promise<void>;
  /** Once its transaction has ended, either way. */
  ended: Promise<void>;
}

/** How many entries make a group full: while it is written, the next one is made ready. */
const FULL = 128;
/** For how long the database's time is reckoned by this process's own clock. */
const HEARD_MS = 1_000;

const queue: Waiting[] = [];
let writing = false;
let last: Turn = { left: Promise.resolve(undefined), wrote: Promise.resolve(), ended: Promise.resolve() };
/** Whether what a group says it will leave is to be believed: not once one has found the chain elsewhere. */
let isTrusted = true;

/**
 * The ledger's second writer, for many who append at once: changes and entries of all who wait go into one transaction.
 * Nobody waits for a timer; the lock, the flush to disk and the head are paid for once. While the database writes one
 * group, the next one makes its changes and computes its entries, for the end that the chain should have then; where it
 * has another, they are computed again under the lock. Entries stand in the order of the calls. Resolves when the
 * caller's part is committed. One whose work fails is told so alone: the others are written without it, so that work
 * may run twice, in two transactions.
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

/** Two groups are on their way at most: one that is written, and one whose entries wait in the database for that. */
async function writeAll(): Promise<void> {
  writing = true;
  while (queue.length > 0) {
    const before = last;
    last = takeTurn(before);
    await Promise.all([last.left, before.ended]);
  }
  writing = false;
}

function takeTurn(before: Turn): Turn {
  const group: Waiting[] = [];
  let tellLeft: (expected?: Expected) => void = () => undefined;
  const left = new Promise<Expected | undefined>((resolve) => {
    tellLeft = resolve;
  });
  let tellWrote: () => void = () => undefined;
  const wrote = new Promise<void>((resolve) => {
    tellWrote = resolve;
  });
  const written = transaction(async (tx) => {
    const drafts: DraftEntry[] = [];
    for (let next = queue.shift(); next; next = drafts.length < FULL ? queue.shift() : undefined) {
      group.push(next);
      drafts.push(...(await next.work(tx)));
    }
    if (drafts.length > 0) await append(tx, drafts, before, tellLeft);
    else await before.wrote;
    tellWrote();
  });
  const ended = written.then(
    () => {
      for (const { resolve } of group) resolve();
    },
    (error) => void tellFailed(group, error),
  );
  void ended.then(() => {
    tellLeft();
    tellWrote();
  });
  return { left, wrote, ended };
}

async function append(
  tx: Transaction,
  drafts: readonly DraftEntry[],
  before: Turn,
  tellLeft: (expected: Expected) => void,
): Promise<void> {
  const expected = await before.left;
  try {
    if (isTrusted && expected && performance.now() - expected.heardAt < HEARD_MS) {
      const now = new Date(expected.now.getTime() + performance.now() - expected.heardAt);
      const sent = (end: ChainEnd) => tellLeft({ ...expected, ...end });
      if (await appendAfter(tx, { ...expected, now }, drafts, { before: before.wrote, sent })) return;
      // Another replica or a change of its own came between, and the group behind believes what was just told.
      isTrusted = false;
      await appendDrafts(tx, drafts);
      return;
    }
    await before.wrote;
    const head = await lockHead(tx);
    isTrusted = true;
    const heardAt = performance.now();
    const sent = (end: ChainEnd) => tellLeft({ ...end, now: head.now, heardAt });
    if (!(await appendAfter(tx, head, drafts, { sent })))
      throw new Error("the ledger's head moved while it was locked");
  } catch (error) {
    throw appendRefusal(error);
  }
}

async function tellFailed(group: Waiting[], error: unknown): Promise<void> {
  if (group.length === 0) group.push(...queue.splice(0)); // no transaction could begin
  const isDown = error instanceof PortalError && error.code === "unavailable";
  if (group.length === 1 || isDown) for (const { reject } of group) reject(error);
  else for (const one of group) await writeAlone(one);
}

async function writeAlone({ work, resolve, reject }: Waiting): Promise<void> {
  await transaction(async (tx) => appendDrafts(tx, await work(tx))).then(resolve, reject);
}
