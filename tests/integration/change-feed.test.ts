import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { readChangeVersion } from "@/lib/db/change-version";
import { db, transaction } from "@/lib/db/client";
import { notifyChange } from "@/lib/db/notify";
import { type ChangeFeed, type FeedEvent, startChangeFeed } from "@/lib/live/change-feed";
import { onServerOnly } from "../support/on-database-kind";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
const feeds: ChangeFeed[] = [];

beforeAll(async () => {
  database = await openScratchDatabase();
});
afterEach(async () => {
  await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
});
afterAll(() => database.close());

/** A replica's feed, with what it said so far. */
async function replica(checkEveryMs?: number): Promise<{ feed: ChangeFeed; said: FeedEvent[] }> {
  const feed = await startChangeFeed(checkEveryMs);
  feeds.push(feed);
  const said: FeedEvent[] = [];
  feed.subscribe((event) => said.push(event));
  await vi.waitFor(() => expect(feed.version()).not.toBeNull(), { timeout: 5_000 });
  return { feed, said };
}

/** Cuts every listening connection, as a failover would. */
async function cutListeners(): Promise<number> {
  const rows = await (await db()).$queryRaw<{ cut: boolean }[]>`
    SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity
    WHERE application_name = 'portal-listener' AND datname = current_database()`;
  return rows.length;
}

test("every replica hears of a change once it is committed, and of none that was rolled back", async () => {
  const [one, other] = [await replica(), await replica()];
  const before = one.feed.version()!;
  await transaction(async (tx) => {
    await notifyChange(tx, "alerts");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(one.said).toEqual([]);
  });
  const refused = transaction(async (tx) => {
    await notifyChange(tx, "silences");
    throw new Error("on purpose");
  });
  await expect(refused).rejects.toThrow("on purpose");
  for (const { feed, said } of [one, other]) {
    await vi.waitFor(() => expect(said).toEqual([{ kind: "change", topics: ["alerts"] }]));
    expect(feed.version()).toBe(before + 1);
  }
  expect(await readChangeVersion()).toBe(before + 1);
});

test("versions are given in the order of commits: 60 writers at once, none is missing or doubled", async () => {
  const { feed, said } = await replica();
  const before = feed.version()!;
  await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      transaction(async (tx) => {
        await notifyChange(tx, index % 2 ? "alerts" : "silences");
        await tx.$queryRaw`SELECT 1`;
      }),
    ),
  );
  await vi.waitFor(() => expect(feed.version()).toBe(before + 60));
  // A gap would have named both topics.
  expect(said.filter((event) => event.kind === "change" && event.topics.length === 1)).toHaveLength(60);
  expect(await (await db()).changeSignal.count()).toBe(0);
});

onServerOnly("writers that lock the ledger's head first or last do not block each other for good", async () => {
  const lockHead = "SELECT 1 FROM audit_head FOR UPDATE";
  const before = await readChangeVersion();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      transaction(async (tx) => {
        if (index % 2) await tx.$queryRawUnsafe(lockHead);
        await notifyChange(tx, "alerts");
        if (index % 2 === 0) await tx.$queryRawUnsafe(lockHead);
      }),
    ),
  );
  expect(await readChangeVersion()).toBe(before + 20);
});

onServerOnly("a lost connection is opened again, and everybody is told that changes may have been missed", async () => {
  const [one, other] = [await replica(), await replica()];
  expect(await cutListeners()).toBe(2);
  await vi.waitFor(() => expect(one.feed.downSince()).not.toBeNull());
  await transaction((tx) => notifyChange(tx, "alerts"));
  for (const { feed, said } of [one, other]) {
    await vi.waitFor(() => expect(said.at(-1)).toEqual({ kind: "resync" }), { timeout: 10_000 });
    expect(said[0]).toEqual({ kind: "deaf" });
    expect(feed.downSince()).toBeNull();
    expect(feed.version()).toBe(await readChangeVersion());
  }
  await transaction((tx) => notifyChange(tx, "silences"));
  await vi.waitFor(() => expect(one.said.at(-1)).toEqual({ kind: "change", topics: ["silences"] }));
});

test("a notice that never comes, as behind a pooler, is found by the version", async () => {
  const { said, feed } = await replica(200);
  await database.sql("UPDATE change_version SET version = version + 1");
  await vi.waitFor(() => expect(said).toEqual([{ kind: "resync" }]), { timeout: 5_000 });
  expect(feed.version()).toBe(await readChangeVersion());
});

test("what a listener is told after it stopped is nothing", async () => {
  const { feed, said } = await replica();
  await feed.stop();
  await transaction((tx) => notifyChange(tx, "alerts"));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(said).toEqual([]);
});
