import "server-only";
import { type Transaction, transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import { appendAfter } from "./append-after";
import { appendDrafts } from "./append-drafts";
import { appendRefusal } from "./append-refusal";
import type { DraftEntry } from "./draft-entry";
import { type LedgerHead, lockHead } from "./lock-head";

/** A change that was made, and the entries that tell of it. */
interface Part<T> {
  result: T;
  drafts: readonly DraftEntry[];
}

interface Waiting {
  work(tx: Transaction): Promise<Part<unknown>>;
  /** Of the last time that the work was done. */
  result?: unknown;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** How the ledger should stand after a group; the database's time when it was last asked for, and when that was. */
interface Expected extends LedgerHead {
  heardAt: number;
}

/** A group on its way. */
interface Turn {
  /** Known once its entries are sent. */
  isFull: boolean;
  /** Its entries are written, and the head is its own until it ends; or it has ended. */
  isPast: boolean;
  /** Once its entries are sent: how the ledger will stand. Undefined: nobody knows. */
  left: Promise<Expected | undefined>;
  /** Once it is past, or has gone back to be written later. */
  tried: Promise<void>;
  /** Once its last transaction has ended, either way. */
  ended: Promise<void>;
}

/** How many entries make a group full: while it is written, the next one is made ready. */
const FULL = 128;
/** Thrown by a group that would have been written before the one in front of it. */
const OUT_OF_TURN = new Error("a group of entries went back");
/** For how long the database's time is reckoned by this process's own clock. */
const HEARD_MS = 1_000;

const queue: Waiting[] = [];
let writing = false;
const nothing = Promise.resolve(undefined);
let last: Turn = { isFull: false, isPast: true, left: nothing, tried: nothing, ended: nothing };
/** The one before the last. */
let earlier = last;
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
export function bulkAppend<T>(work: (tx: Transaction) => Promise<Part<T>>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    queue.push({ work, resolve: resolve as Waiting["resolve"], reject });
    if (!writing) void writeAll();
  });
}

/**
 * Two groups are on their way at most: one that is written, and one whose entries wait in the database for that. When
 * that one is full, more are sure to come: the transaction for them is opened meanwhile.
 */
async function writeAll(): Promise<void> {
  writing = true;
  while (queue.length > 0 || last.isFull) {
    const before = last;
    const room = earlier.ended;
    earlier = before;
    last = takeTurn(before, room);
    await last.left;
    if (!last.isFull) await before.ended;
  }
  writing = false;
}

/** Takes who waits once there is `room`. */
function takeTurn(before: Turn, room: Promise<void>): Turn {
  const group: Waiting[] = [];
  const [left, tellLeft] = told<Expected | undefined>();
  const [tried, tellTried] = told<void>();
  const write = async (tx: Transaction, drafts: readonly DraftEntry[], expected?: Expected) => {
    turn.isFull = drafts.length >= FULL;
    if (drafts.length === 0) return;
    await append(tx, drafts, { before, expected, tellLeft });
    turn.isPast = true;
    tellTried();
  };
  const written = transaction(async (tx) => {
    const drafts: DraftEntry[] = [];
    await room;
    for (let next = queue.shift(); next; next = drafts.length < FULL ? queue.shift() : undefined) {
      group.push(next);
      drafts.push(...(await draftsOf(next, tx)));
    }
    await write(tx, drafts, await before.left);
  }).catch(async (error) => {
    if (error !== OUT_OF_TURN) throw error;
    tellTried();
    await before.ended;
    await transaction(async (tx) => {
      const drafts: DraftEntry[] = [];
      for (const one of group) drafts.push(...(await draftsOf(one, tx)));
      await write(tx, drafts);
    });
  });
  const ended = written.then(
    async () => {
      if (!turn.isPast) await before.ended; // it had nothing to write
      for (const { resolve, result } of group) resolve(result);
    },
    (error) => void tellFailed(group, error),
  );
  void ended.then(() => {
    turn.isPast = true;
    tellLeft(undefined);
    tellTried();
  });
  const turn: Turn = { isFull: false, isPast: false, left, tried, ended };
  return turn;
}

function told<T>(): [Promise<T>, (value: T) => void] {
  let tell: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    tell = resolve;
  });
  return [promise, tell];
}

interface Place {
  before: Turn;
  expected: Expected | undefined;
  tellLeft(expected: Expected): void;
}

/**
 * The entries are sent while the group before is still written: the database lets them wait for its end. A group that
 * comes to the head before that one, as it may when somebody else had it, goes back: it holds what the other may need.
 */
async function append(tx: Transaction, drafts: readonly DraftEntry[], place: Place): Promise<void> {
  const { before, expected, tellLeft } = place;
  const isExpected = isTrusted && expected && performance.now() - expected.heardAt < HEARD_MS;
  if (!isExpected) await before.tried;
  if (!isExpected && !before.isPast) throw OUT_OF_TURN;
  try {
    if (isExpected) {
      const now = new Date(expected.now.getTime() + performance.now() - expected.heardAt);
      if (await appendAfter(tx, { ...expected, now }, drafts, (end) => tellLeft({ ...expected, ...end }))) return;
      // Another replica or a change of its own came between, and the group behind believes what was just told.
      isTrusted = false;
      if (before.isPast) return await appendDrafts(tx, drafts);
    } else {
      const head = await lockHead(tx);
      isTrusted = true;
      const heardAt = performance.now();
      if (await appendAfter(tx, head, drafts, (end) => tellLeft({ ...end, now: head.now, heardAt }))) return;
      throw new Error("the ledger's head moved while it was locked");
    }
  } catch (error) {
    throw appendRefusal(error);
  }
  throw OUT_OF_TURN;
}

async function tellFailed(group: Waiting[], error: unknown): Promise<void> {
  if (group.length === 0) group.push(...queue.splice(0)); // no transaction could begin
  const isDown = error instanceof PortalError && error.code === "unavailable";
  if (group.length === 1 || isDown) for (const { reject } of group) reject(error);
  else for (const one of group) await writeAlone(one);
}

async function writeAlone(one: Waiting): Promise<void> {
  await transaction(async (tx) => appendDrafts(tx, await draftsOf(one, tx))).then(
    () => one.resolve(one.result),
    one.reject,
  );
}

async function draftsOf(one: Waiting, tx: Transaction): Promise<readonly DraftEntry[]> {
  const { result, drafts } = await one.work(tx);
  one.result = result;
  return drafts;
}
