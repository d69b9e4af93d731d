import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { appendAuditEntry } from "@/lib/audit/append";
import { appendAuditEntries } from "@/lib/audit/append-many";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { type Transaction, transaction } from "@/lib/db/client";
import { ledgerSize } from "../support/audit-trail";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { type StatementFaults, startStatementFaults } from "../support/statement-faults";
import { systemContext } from "../support/system-context";

/** The n-th call of the random source or the hash fails: 0, none. */
const crypto = vi.hoisted(() => ({ calls: 0, failAt: 0 }));
vi.mock("node:crypto", async (original) => {
  const real = await original<typeof import("node:crypto")>();
  const counted = (call: (...given: never[]) => unknown) =>
    function failing(...given: never[]) {
      if (++crypto.calls === crypto.failAt) throw new Error("no entropy");
      return call(...given);
    };
  return { ...real, randomBytes: counted(real.randomBytes), hash: counted(real.hash) };
});

/** A sweep is as many transactions as it has statements and faults. */
const SWEEP_MS = 300_000;

const ctx = systemContext("test", []);
let faults: StatementFaults;
let database: ScratchDatabase;

beforeAll(async () => {
  faults = await startStatementFaults(process.env.TEST_DATABASE_URL!);
  process.env.TEST_DATABASE_URL = faults.url;
  database = await openScratchDatabase();
});
afterAll(async () => {
  await database.close();
  await faults.close();
});

type Append = (tx: Transaction, entry: NewAuditEntry) => Promise<unknown>;
const WAYS: [name: string, append: Append, entries: number][] = [
  ["one entry", (tx, entry) => appendAuditEntry(tx, ctx, entry), 1],
  ["600 entries", (tx, entry) => appendAuditEntries(tx, ctx, Array<NewAuditEntry>(600).fill(entry)), 600],
];

/** A change with its entries, as every verb makes one. */
function change(append: Append, id = randomUUID()): Promise<void> {
  return transaction(async (tx) => {
    await tx.annotation.create({ data: { id, kind: "other", at: ctx.now, title: "R22", createdBy: "test" } });
    await append(tx, { action: "ANNOTATION_CREATED", subject: { type: "annotation", id } });
  });
}

/** What is left of a change that meets a fault: how many annotations, and how many entries. */
async function leftBy(append: Append, arm: () => void): Promise<[annotations: number, entries: number]> {
  const id = randomUUID();
  const before = await ledgerSize();
  arm();
  await expect(change(append, id)).rejects.toMatchObject({ status: 503 });
  faults.disarm();
  crypto.failAt = 0;
  const annotations = await database.prisma.annotation.count({ where: { id } });
  return [annotations, Number((await ledgerSize()) - before)];
}

test.each(WAYS)(
  "R22 the n-th statement of a change with %s fails: 503, nothing of it stays, the next one works",
  async (_name, append, entries) => {
    faults.arm(0, "refused");
    await change(append);
    const statements = faults.disarm();
    expect(statements).toBeGreaterThan(4);
    for (const fault of ["refused", "lost", "unanswered"] as const) {
      for (let nth = 1; nth <= statements; nth++) {
        // A commit whose answer is lost has taken place: then all of it is there.
        const done = fault === "unanswered" && nth === statements;
        expect(
          await leftBy(append, () => faults.arm(nth, fault)),
          `statement ${nth} of ${statements} ${fault}`,
        ).toEqual(done ? [1, entries] : [0, 0]);
        await change(append);
      }
      expect(await verifyLedger()).toMatchObject({ ok: true });
    }
  },
  SWEEP_MS,
);

test.each(WAYS)(
  "R22 the n-th call of the random source or the hash fails in a change with %s: the same",
  async (_name, append) => {
    crypto.calls = 0;
    await change(append);
    const { calls } = crypto;
    expect(calls).toBeGreaterThan(1);
    for (const nth of new Set([1, 2, Math.min(3, calls), calls])) {
      const arm = () => Object.assign(crypto, { calls: 0, failAt: nth });
      expect(await leftBy(append, arm), `call ${nth}`).toEqual([0, 0]);
      await change(append);
    }
    expect(await verifyLedger()).toMatchObject({ ok: true });
  },
  SWEEP_MS,
);
