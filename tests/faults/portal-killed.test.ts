import { randomInt, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/client";
import { openDatabase } from "@/lib/db/open";
import { env } from "@/lib/env";
import { signInAs } from "../support/actor-request";
import { answers } from "../support/answers";
import { checkLoad } from "../support/check-load";
import { startLoad } from "../support/episode-load";
import { episodeTrail } from "../support/episode-trail";
import { fireEpisode } from "../support/fire-episode";
import { loadClients } from "../support/load-clients";
import { onEmbeddedOnly, onServerOnly } from "../support/on-database-kind";
import { type PortalProgram, packPortal } from "../support/portal-process";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const KILLS = Number(process.env.FAULT_KILLS ?? 50);
const EMBEDDED_KILLS = 3;
const READY_WITHIN_MS = 10_000;
const SLOW_LINE = { ANSWER_DELAY_MS: "60" };

const folder = mkdtempSync(path.join(os.tmpdir(), "portal-killed-"));
const embedded = { dataDirectory: path.join(folder, "data"), migrationsDirectory: "prisma/migrations" };
let database: ScratchDatabase;
let portal: PortalProgram;

beforeAll(async () => {
  portal = await packPortal();
  database = await openScratchDatabase();
});
afterAll(async () => {
  await portal.remove();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

onServerOnly(
  "I14 killed between the commit and the answer: the retry gets the answer, and nothing is done twice",
  async () => {
    const { cookie } = await signInAs("on_call");
    const episodeId = await fireEpisode("HighErrorRate");
    const dying = await portal.start({ DATABASE_URL: database.url, DIE_BEFORE_ANSWER: "1" });
    const { origin } = new URL(env().PORTAL_URL);
    const headers = { cookie, origin, "content-type": "application/json", "idempotency-key": randomUUID() };
    const acknowledge = ({ url }: { url: string }) =>
      fetch(`${url}/api/alerts/${episodeId}/acknowledge`, { method: "POST", headers, body: '{"note":"once"}' });
    await expect(acknowledge(dying)).rejects.toThrow();
    const row = await database.prisma.episode.findUniqueOrThrow({ where: { id: episodeId } });
    expect(row).toMatchObject({ state: "acknowledged", note: "once", version: 2 });
    const answer = await acknowledge(await portal.start({ DATABASE_URL: database.url }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ changed: true, episode: { version: 2, note: "once" } });
    expect((await episodeTrail(episodeId)).map(({ action }) => action)).toEqual([
      "EPISODE_OPENED",
      "ALERT_ACKNOWLEDGED",
    ]);
  },
);

onServerOnly(
  `R1 killed ${KILLS} times at work: what was answered is kept, nothing is done twice, the ledger's chain holds`,
  async () => {
    const clients = await loadClients();
    const started = performance.now();
    const start = () => portal.start({ DATABASE_URL: database.url, ...SLOW_LINE });
    const ready: number[] = [];
    let current = await start();
    // The next ones start while this one works, as in a rolling restart: all use the database at once.
    const starting = [start(), start()];
    const load = startLoad(clients, () => current.url);
    for (let kill = 1; kill <= KILLS; kill++) {
      const next = (await starting.shift())!;
      if (kill + starting.length < KILLS) starting.push(start());
      ready.push(next.readyAfterMs);
      await answers(load, randomInt(1, 5));
      await pause(randomInt(0, 15));
      await current.kill();
      current = next;
    }
    await load.stop();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const usual = Math.round(ready.sort((a, b) => a - b)[Math.floor(KILLS / 2)]!);
    console.log(
      `R1: ${KILLS} kills in ${seconds} s, ${load.operations.length} operations, ` +
        `${load.unanswered} requests without an answer, ready again after ${usual} ms (median)`,
    );
    expect(load.unanswered).toBeGreaterThan(0);
    expect(load.operations.length).toBeGreaterThan(KILLS);
    await checkLoad(clients, load.operations);
    expect(usual).toBeLessThan(READY_WITHIN_MS);
  },
  60_000 + KILLS * 5_000,
);

onEmbeddedOnly(
  `R1 the embedded database: the same after ${EMBEDDED_KILLS} kills, one process at a time`,
  async () => {
    useDatabase(await openDatabase(embedded));
    const clients = await loadClients();
    await closeDatabase(); // a directory belongs to one process at a time
    const settings = { DATA_DIR: embedded.dataDirectory, ...SLOW_LINE };
    let current = await portal.start(settings);
    const load = startLoad(clients, () => current.url);
    for (let kill = 0; kill < EMBEDDED_KILLS; kill++) {
      await pause(randomInt(200, 600));
      await current.kill();
      current = await portal.start(settings);
    }
    await load.stop();
    await current.kill();
    useDatabase(await openDatabase(embedded));
    expect(load.unanswered).toBeGreaterThan(0);
    await checkLoad(clients, load.operations);
  },
  180_000,
);

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
