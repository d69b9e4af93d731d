import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { signCheckpoint } from "@/lib/audit/checkpoint/sign-checkpoint";
import { db } from "@/lib/db/client";
import { type RandomSource, randomSource } from "../phi/random-source";
import { annotationCounts } from "../support/annotation-counts";
import { expectLedgerHolds } from "../support/expect-ledger-holds";
import { type LedgerProgram, packLedgerProcess } from "../support/ledger-process";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { systemContext } from "../support/system-context";

const APPENDS = 500;
/** Of each of the two processes. */
const KILLS = Number(process.env.FAULT_KILLS ?? 6) / 2;
const RACES = Number(process.env.FAULT_RACES ?? 40);
const SIGN_EVERY_MS = 150;

const seed = Number(process.env.FAULT_SEED ?? randomInt(2 ** 31));
let program: LedgerProgram;
let database: ScratchDatabase;

beforeAll(async () => {
  console.log(`ledger under kill -9: seed ${seed} (again with FAULT_SEED=${seed})`);
  program = await packLedgerProcess();
});
beforeEach(async () => {
  database = await openScratchDatabase();
});
afterEach(() => database.close());
afterAll(() => program.remove());

/** Appends change after change, each until it is acknowledged, while its process is killed `KILLS` times. */
async function appendThroughKills(random: RandomSource): Promise<{ changes: string[]; unanswered: number }> {
  const changes = Array.from({ length: APPENDS }, () => randomUUID());
  const killAt = new Set<number>();
  while (killAt.size < KILLS) killAt.add(random.int(1, APPENDS - 1));
  let current = await program.start(database.url);
  let unanswered = 0;
  for (const [index, change] of changes.entries()) {
    // The change is asked for again at the next process, which finds out whether it was done.
    const dying = killAt.has(index) && pause(random.int(0, 6)).then(() => current.kill());
    const done = await current.append(change).then(
      () => true,
      () => false,
    );
    if (dying) {
      await dying;
      current = await program.start(database.url);
    }
    if (done) continue;
    unanswered += 1;
    await current.append(change);
  }
  await current.kill();
  return { changes, unanswered };
}

test(
  `R1 two processes, ${APPENDS} appends each, each killed ${KILLS} times: every acknowledged entry is there once, the ledger verifies`,
  async () => {
    const signer = systemContext("checkpoint", []);
    let working = true;
    const signing = (async () => {
      while (working) {
        // Told to come again when the writers hold the ledger: as the job, it does.
        await signCheckpoint(signer).catch((error) => expect(error).toMatchObject({ status: 503 }));
        await pause(SIGN_EVERY_MS);
      }
    })();
    const started = performance.now();
    const writers = await Promise.all([seed, seed + 1].map((one) => appendThroughKills(randomSource(one))));
    working = false;
    await signing;
    const counts = await annotationCounts();
    const ids = writers.flatMap(({ changes }) => changes);
    const unanswered = writers.reduce((sum, writer) => sum + writer.unanswered, 0);
    expect(unanswered, "some died before they answered").toBeGreaterThan(0);
    expect(ids.filter((id) => counts.get(id) !== 1)).toEqual([]);
    expect(await (await db()).annotation.count()).toBe(ids.length);
    const { entries, checkpoints } = await expectLedgerHolds(database);
    expect(entries).toBe(ids.length + 1); // and the introduction of the key
    expect(checkpoints).toBeGreaterThan(5);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    console.log(
      `R1: ${2 * KILLS} kills in ${seconds} s, ${unanswered} before the answer, ${entries} entries, ${checkpoints} checkpoints agree`,
    );
  },
  180_000 + KILLS * 5_000,
);

test(
  `R11 two replicas sign and append at once, ${RACES} times: one wins, nothing is doubled`,
  async () => {
    const replicas = await Promise.all([program.start(database.url), program.start(database.url)]);
    const { auditCheckpoint, auditKey } = await db();
    const ids: string[] = [];
    for (let race = 0; race < RACES; race++) {
      const before = await auditCheckpoint.count();
      if (race % 2 === 0) {
        // Both see the same end of the ledger: one checkpoint is made of it, and both tell of that one.
        ids.push(randomUUID());
        await replicas[0]!.append(ids.at(-1)!);
        const sizes = await Promise.all(replicas.map((replica) => replica.sign()));
        expect(new Set(sizes).size).toBe(1);
        expect(await auditCheckpoint.count()).toBe(before + 1);
      } else {
        // The same change at both: one makes it, the other finds it made. They sign meanwhile.
        ids.push(randomUUID());
        await Promise.all(replicas.flatMap((replica) => [replica.append(ids.at(-1)!), replica.sign()]));
      }
    }
    const counts = await annotationCounts();
    expect(ids.filter((id) => counts.get(id) !== 1)).toEqual([]);
    expect(await auditKey.count()).toBe(1);
    const { entries, checkpoints } = await expectLedgerHolds(database);
    expect(entries).toBe(ids.length + 1);
    expect(checkpoints).toBe(await auditCheckpoint.count());
  },
  180_000 + RACES * 500,
);
