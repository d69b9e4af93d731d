import { afterAll, beforeAll, expect, test } from "vitest";
import { deliver, firing, resolved } from "../support/deliver";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());

test("of two episodes that one batch opened, the later one is the newest: a late firing belongs to it", async () => {
  const [first, second] = [firing("Flapping", 50), firing("Flapping", 20)];
  const ended = (alert: typeof first, startedAgo: number, endedAgo: number) => ({
    ...resolved("Flapping", startedAgo, endedAgo),
    startsAt: alert.startsAt,
  });
  await deliver([first, ended(first, 50, 40), second, ended(second, 20, 10)]);
  // Opened in the same millisecond, and written in the unlucky order.
  await database.sql("UPDATE episodes SET note = note WHERE starts_at < now() - interval '30 minutes'");
  await deliver([second]);
  const episodes = await database.prisma.episode.findMany({ orderBy: { startsAt: "asc" } });
  expect(episodes).toMatchObject([
    { state: "resolved", reopens: 0 },
    { state: "firing", reopens: 1 },
  ]);
});
