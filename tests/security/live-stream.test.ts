import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { GET } from "@/app/api/events/route";
import { forgetAllSessions } from "@/lib/auth/session-store";
import { transaction } from "@/lib/db/client";
import { type ChangeTopic, notifyChange } from "@/lib/db/notify";
import { env } from "@/lib/env";
import { directRoutes } from "@/lib/http/direct-routes";
import { type ChangeFeed, startChangeFeed } from "@/lib/live/change-feed";
import { MAX_BACKLOG_BYTES } from "@/lib/live/live-stream";
import { liveUpdates, startLiveUpdates, stopLiveUpdates } from "@/lib/live/live-updates";
import { StreamHub } from "@/lib/live/stream-hub";
import { browserRequest, routeParams, type SignedInPerson, signInAs } from "../support/actor-request";
import { type EventReader, readEvents } from "../support/event-reader";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const direct = directRoutes([{ method: "GET", path: /^\/api\/events$/, handler: GET }]);
const server = http.createServer((request, response) => {
  if (!direct(request, response)) response.writeHead(404).end("framework");
});
let database: ScratchDatabase;
let url: string;
let feed: ChangeFeed;
const readers: EventReader[] = [];

beforeAll(async () => {
  database = await openScratchDatabase();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/events`;
});
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.close();
  await stopLiveUpdates();
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await database.close();
});

/** A replica in this process, with the clock of its checks turned up. */
async function start(options: { beatMs?: number; checkMs?: number; perUser?: number } = {}): Promise<void> {
  const live = await startLiveUpdates();
  feed = live.feed;
  await vi.waitFor(() => expect(feed.version()).not.toBeNull());
  live.hub.stop();
  live.hub = new StreamHub({ feed, build: "b1", perUser: 5, ...options });
}

async function open(person: SignedInPerson, headers: Record<string, string> = {}): Promise<EventReader> {
  const reader = await readEvents(url, { cookie: person.cookie, "sec-fetch-site": "same-origin", ...headers });
  readers.push(reader);
  return reader;
}

const change = (topic: ChangeTopic) => transaction((tx) => notifyChange(tx, topic));
const kinds = (reader: EventReader) => reader.events.map(({ event, data }) => `${event} ${data}`.trim());

test("a browser is told at once that something changed, and of nothing else", async () => {
  await start();
  const reader = await open(await signInAs("on_call"));
  expect(reader.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "private, no-store, no-transform",
    "x-accel-buffering": "no",
    "x-content-type-options": "nosniff",
  });
  await vi.waitFor(() => expect(kinds(reader)).toEqual(["resync"]));
  await change("alerts");
  await vi.waitFor(() => expect(kinds(reader)).toEqual(["resync", "change alerts"]));
  expect(reader.events.at(-1)?.id).toBe(`${feed.version()}-b1`);
  expect(reader.text()).toMatch(/^retry: [1-5]\d{3}\n\n/);
});

test("R12 a storm is four messages a second, the first at once, and the last one is not lost", async () => {
  await start();
  const reader = await open(await signInAs("on_call"));
  const began = performance.now();
  for (let i = 0; i < 60; i++) await change(i % 2 ? "alerts" : "silences");
  const seconds = (performance.now() - began) / 1000;
  await vi.waitFor(() => expect(reader.events.at(-1)?.id).toBe(`${feed.version()}-b1`));
  const told = reader.events.filter(({ event }) => event === "change");
  expect(told.length).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 2);
  expect(told.some(({ data }) => data === "alerts silences" || data === "silences alerts")).toBe(true);
});

describe("R13 Last-Event-ID", () => {
  test("the current one is answered with nothing, an older one and another build's with a resync", async () => {
    await start();
    const person = await signInAs("on_call");
    const first = await open(person);
    await vi.waitFor(() => expect(first.events).toHaveLength(1));
    const id = first.events[0]!.id!;
    first.close();
    const same = await open(person, { "last-event-id": id });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(same.events).toEqual([]);
    const other = await open(person, { "last-event-id": id.replace("b1", "b0") });
    await vi.waitFor(() => expect(kinds(other)).toEqual(["resync"]));
    other.close();
    await change("alerts");
    await vi.waitFor(() => expect(kinds(same)).toEqual(["change alerts"])); // the replica has heard of it
    same.close();
    const late = await open(person, { "last-event-id": id });
    await vi.waitFor(() => expect(kinds(late)).toEqual(["resync"]));
  });

  test("at another replica it is the same: the number is the database's", async () => {
    await start();
    const person = await signInAs("on_call");
    const first = await open(person);
    await vi.waitFor(() => expect(first.events).toHaveLength(1));
    const id = first.events[0]!.id!;
    first.close();
    const elsewhere = await startChangeFeed();
    await vi.waitFor(() => expect(elsewhere.version()).not.toBeNull());
    liveUpdates()!.hub.stop();
    liveUpdates()!.hub = new StreamHub({ feed: elsewhere, build: "b1", perUser: 5 });
    const same = await open(person, { "last-event-id": id });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(same.events).toEqual([]);
    await elsewhere.stop();
  });
});

describe("B05", () => {
  test("nobody is told which alert changed: every byte is a version or a topic", async () => {
    await start({ beatMs: 50 });
    const reader = await open(await signInAs("product"));
    await change("alerts");
    await vi.waitFor(() => expect(kinds(reader)).toContain("change alerts"));
    await vi.waitFor(() => expect(kinds(reader)).toContain("beat"));
    for (const line of reader.text().split("\n"))
      expect(line).toMatch(/^(|:|retry: \d{4}|id: \d+-b1|event: (change|resync|beat)|data(: (alerts|silences)| ?))$/);
  });

  test("a role that may not see silences is not told of them", async () => {
    await start();
    const [product, onCall] = [await open(await signInAs("product")), await open(await signInAs("on_call"))];
    await change("silences");
    await vi.waitFor(() => expect(kinds(onCall)).toContain("change silences"));
    await change("alerts");
    await vi.waitFor(() => expect(kinds(product)).toContain("change alerts"));
    expect(product.text()).not.toContain("silences");
  });
});

test("M02 a sixth stream of one person is refused with 429, others are not, and a closed one makes room", async () => {
  await start();
  const [person, other] = [await signInAs("on_call"), await signInAs("on_call")];
  const five = await Promise.all(Array.from({ length: 5 }, () => open(person)));
  const refused = await open(person);
  expect(refused.status).toBe(429);
  expect(refused.headers["retry-after"]).toBe("30");
  await vi.waitFor(() => expect(refused.text()).toContain("You have 5 live streams open"));
  expect((await open(other)).status).toBe(200);
  five[0]!.close();
  await vi.waitFor(async () => expect((await open(person)).status).toBe(200));
});

test("M02 ten at once: five stay, the others are refused or ended at once", async () => {
  await start();
  const person = await signInAs("on_call");
  const ten = await Promise.all(Array.from({ length: 10 }, () => open(person)));
  await change("alerts");
  await vi.waitFor(() => expect(ten.filter((one) => kinds(one).includes("change alerts"))).toHaveLength(5));
});

test("M01 of 500 readers the one that takes nothing is cut at 1 MiB, the others hear everything", async () => {
  await start({ perUser: 600 });
  const people = await Promise.all(Array.from({ length: 5 }, () => signInAs("on_call")));
  const slow = await open(people[0]!);
  slow.stall();
  const others = await Promise.all(Array.from({ length: 499 }, (_, index) => open(people[index % 5]!)));
  const hub = liveUpdates()!.hub;
  const streams = Reflect.get(hub, "streams") as Set<{ outgoing: http.ServerResponse }>;
  // What its kernel buffers hold is not ours to count: fill it until it is cut.
  const [first] = streams;
  const text = `:${"x".repeat(64 * 1024)}\n\n`;
  let most = 0;
  for (let i = 0; i < 2_000 && streams.has(first!); i++) {
    (Reflect.get(hub, "send") as (stream: unknown, text: string) => void).call(hub, first, text);
    most = Math.max(most, first!.outgoing.writableLength);
    if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(streams.size).toBe(499);
  expect(first!.outgoing.destroyed).toBe(true);
  expect(most).toBeLessThan(MAX_BACKLOG_BYTES + 2 * text.length);
  await change("alerts");
  await vi.waitFor(() => expect(others.filter((one) => kinds(one).includes("change alerts"))).toHaveLength(499), {
    timeout: 10_000,
  });
});

describe("A16 a stream ends with its session", () => {
  const ends = (reader: EventReader) =>
    Promise.race([
      reader.ended.then(() => "ended"),
      new Promise((resolve) => setTimeout(() => resolve("still open"), 5_000)),
    ]);

  test.each([
    ["revoked", (id: string) => `UPDATE sessions SET revoked_at = now() WHERE id = '${id}'`],
    ["expired", (id: string) => `UPDATE sessions SET expires_at = now() WHERE id = '${id}'`],
    ["idle", (id: string) => `UPDATE sessions SET last_seen_at = now() - interval '1 day' WHERE id = '${id}'`],
    [
      "its person disabled",
      (id: string) =>
        `UPDATE users SET disabled_at = now() WHERE id = (SELECT user_id FROM sessions WHERE id = '${id}')`,
    ],
    [
      "its person's role unknown",
      (id: string) => `UPDATE users SET role = 'gone' WHERE id = (SELECT user_id FROM sessions WHERE id = '${id}')`,
    ],
  ])("%s", async (_name, statement) => {
    await start({ checkMs: 100 });
    const [person, other] = [await signInAs("on_call"), await signInAs("on_call")];
    const [reader, kept] = [await open(person), await open(other)];
    await new Promise((resolve) => setTimeout(resolve, 250));
    await database.sql(statement(person.sessionId));
    expect(await ends(reader)).toBe("ended");
    forgetAllSessions();
    expect((await open(person)).status).toBe(401);
    await change("alerts");
    await vi.waitFor(() => expect(kinds(kept)).toContain("change alerts"));
  });

  test("A07 A16 with the clock of a running portal it ends within five seconds", async () => {
    await start();
    const [person, demoted] = [await signInAs("on_call"), await signInAs("on_call")];
    const [reader, kept] = [await open(person), await open(demoted)];
    await database.sql(`UPDATE sessions SET revoked_at = now() WHERE id = '${person.sessionId}'`);
    await database.sql(`UPDATE users SET role = 'product' WHERE id = '${demoted.userId}'`);
    const began = performance.now();
    expect(await ends(reader)).toBe("ended");
    expect(performance.now() - began).toBeLessThan(5_000);
    await change("silences");
    await change("alerts");
    await vi.waitFor(() => expect(kinds(kept)).toContain("change alerts"));
    expect(kinds(kept)).not.toContain("change silences");
  });

  test("an open stream is no activity", async () => {
    await start();
    const lastSeenAt = new Date(Date.now() - 5 * 60_000);
    const person = await signInAs("on_call", { lastSeenAt });
    expect((await open(person)).status).toBe(200);
    const row = await database.prisma.session.findUniqueOrThrow({ where: { id: person.sessionId } });
    expect(row.lastSeenAt).toEqual(lastSeenAt);
  });

  test("when the sessions cannot be checked four times in a row, every stream ends", async () => {
    await start({ checkMs: 150 });
    const reader = await open(await signInAs("on_call"));
    await database.sql("ALTER TABLE sessions RENAME TO sessions_away");
    try {
      expect(await ends(reader)).toBe("ended");
    } finally {
      await database.sql("ALTER TABLE sessions_away RENAME TO sessions");
    }
  });
});

test("a silent stream is kept alive by a comment and a beat", async () => {
  await start({ beatMs: 100 });
  const reader = await open(await signInAs("on_call"));
  await vi.waitFor(() => expect(reader.events.filter(({ event }) => event === "beat").length).toBeGreaterThan(1));
  expect(reader.text()).toMatch(/\n:\nevent: beat\n/);
});

test("R16 when the portal stops, each stream ends with its own time to come again, and nobody is let in", async () => {
  await start();
  const readersOpen = await Promise.all(
    (await Promise.all(Array.from({ length: 4 }, () => signInAs("on_call")))).flatMap((person) =>
      Array.from({ length: 5 }, () => open(person)),
    ),
  );
  liveUpdates()!.hub.stop();
  await Promise.all(readersOpen.map(({ ended }) => ended));
  const waits = readersOpen.map((reader) => Number(/retry: (\d+)\n\n$/.exec(reader.text())?.[1]));
  for (const ms of waits) expect(ms >= 1_000 && ms <= 5_000).toBe(true);
  expect(new Set(waits).size).toBeGreaterThan(10);
  const late = await open(await signInAs("on_call"));
  expect([late.status, late.headers["retry-after"]]).toEqual([503, "5"]);
});

describe("the door", () => {
  test("A01 without a session 401; D02 from another site 403; a parameter 400", async () => {
    await start();
    const person = await signInAs("on_call");
    expect((await readEvents(url)).status).toBe(401);
    expect((await open(person, { origin: "https://evil.example" })).status).toBe(403);
    expect((await open(person, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    const response = await GET(browserRequest("/api/events?token=x", { cookie: person.cookie }), routeParams());
    expect(response.status).toBe(400);
  });

  test("through the framework, which holds no stream, it ends after saying when to come again", async () => {
    await start();
    const { cookie } = await signInAs("on_call");
    const response = await GET(browserRequest("/api/events", { cookie }), routeParams());
    expect(await response.text()).toMatch(/^retry: \d{4}\n\n$/);
    expect(env().LIVE_STREAMS_PER_USER).toBe(5);
  });
});
