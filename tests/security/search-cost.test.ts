import { afterAll, beforeAll, expect, test } from "vitest";
import { listEpisodes } from "@/lib/alerts/list-episodes";
import { episodeListQuerySchema } from "@/lib/alerts/list-query";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
  await database.sql(`
    INSERT INTO episodes (id, identity, fingerprint, source, alertname, severity, labels, annotations, state, starts_at,
      opened_at, last_seen_at, version)
    SELECT gen_random_uuid(), n::text, n::text, 'webhook', 'Storm', 'critical',
      jsonb_build_object('alertname', 'Storm', 'pod', 'pod-' || n),
      jsonb_build_object('description', repeat('the quick brown fox jumps over the lazy dog ', 50)),
      'firing', now(), now(), now(), 1
    FROM generate_series(1, 1500) AS n`);
});
afterAll(() => database.close());

async function cost(q: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const began = performance.now();
    const { total } = await listEpisodes(contextOf("on_call"), episodeListQuerySchema.parse({ q, limit: 1 }));
    times.push(performance.now() - began);
    expect(total).toBe(1_500);
  }
  return Math.min(...times);
}

// A ratio of two things measured side by side: a hundred words cost a hundred times as much once.
test("M08 one search of a hundred words does not hold the database for minutes", async () => {
  const letters = Array.from({ length: 100 }, (_, index) => "abcdefghijklmnopqrstuvwxyz"[index % 26]).join(" ");
  const one = await cost("quick");
  expect((await cost(letters)) / one).toBeLessThan(12);
});
