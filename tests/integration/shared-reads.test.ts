import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as listAlerts } from "@/app/api/alerts/route";
import { GET as summarise } from "@/app/api/alerts/summary/route";
import { type EpisodeList, episodeListSchema } from "@/lib/alerts/list-view";
import { alertSummarySchema } from "@/lib/alerts/summary-view";
import { db, transaction } from "@/lib/db/client";
import { notifyChange } from "@/lib/db/notify";
import { sharedRead } from "@/lib/db/shared-read";
import { jsonWithSlot } from "@/lib/http/json-with-slot";
import { restoreContentEncoding } from "@/lib/http/restore-content-encoding";
import { acknowledgeAs } from "../support/acknowledge-request";
import { browserRequest, routeParams, type SignedInPerson, signInAs } from "../support/actor-request";
import { deliver, firing } from "../support/deliver";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;

beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());

const change = () => transaction((tx) => notifyChange(tx, "alerts"));

describe("one read for all who ask at the same time", () => {
  let reads: number;
  let key: string;
  const read = async () => {
    reads++;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return reads;
  };
  beforeEach(() => {
    reads = 0;
    key = crypto.randomUUID();
  });

  test("five hundred are one, two on a slow machine", async () => {
    await Promise.all(Array.from({ length: 500 }, () => sharedRead(key, read)));
    expect(reads).toBeLessThanOrEqual(2);
  });

  test("a change that was committed before the question is in the answer, whoever made it", async () => {
    await sharedRead(key, read);
    await change();
    expect(await sharedRead(key, read)).toBe(2);
    // As another replica would: this process is not told.
    await database.sql("UPDATE change_version SET version = version + 1");
    expect(await sharedRead(key, read)).toBe(3);
  });

  test("a change during a read is in the answer of who asks after it", async () => {
    let value = "old";
    const slow = async () => {
      const seen = value;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return seen;
    };
    const first = sharedRead(key, slow);
    await new Promise((resolve) => setTimeout(resolve, 100));
    value = "new";
    await change();
    expect(await sharedRead(key, slow)).toBe("new");
    expect(await first).toBe("old");
  });

  test("a second later the clock has moved, so it is read again", async () => {
    await sharedRead(key, read);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await sharedRead(key, read)).toBe(2);
  });

  test("a failure is not kept", async () => {
    await expect(sharedRead(key, () => Promise.reject(new Error("on purpose")))).rejects.toThrow("on purpose");
    expect(await sharedRead(key, read)).toBe(1);
  });
});

describe("the alert list", () => {
  let [one, other, product]: SignedInPerson[] = [];

  beforeAll(async () => {
    restoreContentEncoding();
    one = await signInAs("on_call");
    other = await signInAs("on_call");
    product = await signInAs("product");
    await deliver([firing("DiskFull", 5, { instance: "db-7.internal" }), firing("CpuHigh", 6, { instance: "web-1" })]);
  });

  async function list(person: SignedInPerson, search = "", headers: Record<string, string> = {}): Promise<EpisodeList> {
    const request = browserRequest(`/api/alerts${search}`, { cookie: person.cookie, headers });
    const response = await listAlerts(request, routeParams());
    const body = Buffer.from(await response.arrayBuffer());
    const compressed = response.headers.get("content-encoding") === "gzip";
    return episodeListSchema.parse(JSON.parse((compressed ? gunzipSync(body) : body).toString()));
  }
  const mineOf = async (person: SignedInPerson) => {
    const request = browserRequest("/api/alerts/summary", { cookie: person.cookie });
    return alertSummarySchema.parse(await (await summarise(request, routeParams())).json()).mine;
  };

  test("an acknowledgement is seen by the next to ask, and counted for its owner alone", async () => {
    const before = await list(one!);
    expect(before.episodes).toHaveLength(2);
    const [episode] = before.episodes;
    expect((await acknowledgeAs(one!, episode!.id)).status).toBe(200);
    const [mine, theirs] = await Promise.all([list(one!), list(other!)]);
    for (const { episodes } of [mine, theirs])
      expect(episodes.find(({ id }) => id === episode!.id)?.acknowledgedBy).toBe("Test on_call");
    expect([mine.summary.mine, theirs.summary.mine]).toEqual([1, 0]);
    expect([await mineOf(one!), await mineOf(other!)]).toEqual([1, 0]);
    expect((await list(one!, "?mine=true")).episodes).toHaveLength(1);
    expect((await list(other!, "?mine=true")).episodes).toHaveLength(0);
  });

  test("B04 what one role may see is never handed to another", async () => {
    expect(JSON.stringify(await list(one!))).toContain("db-7.internal");
    expect(JSON.stringify(await list(product!))).not.toContain("db-7.internal");
    expect(JSON.stringify(await list(one!))).toContain("db-7.internal");
  });

  test("compressed and plain say the same", async () => {
    const [plain, packed] = [await list(one!), await list(one!, "", { "accept-encoding": "gzip" })];
    expect(packed).toEqual({ ...plain, asOf: packed.asOf });
    const request = browserRequest("/api/alerts", { cookie: one!.cookie, headers: { "accept-encoding": "gzip, br" } });
    const { headers } = await listAlerts(request, routeParams());
    expect([headers.get("content-encoding"), headers.get("cache-control")]).toEqual([
      "gzip",
      "private, no-store, no-transform",
    ]);
  });

  test("words of an alert cannot take the place of a reader's own figure", async () => {
    const hostile = { text: '"mine":-1', '"mine":-1': 1, summary: { mine: -1 } };
    const { before, after } = jsonWithSlot(hostile, "mine", -1);
    expect(JSON.parse(`${before}7${after}`)).toEqual({ ...hostile, summary: { mine: 7 } });
    expect(() => jsonWithSlot({}, "mine", -1)).toThrow(/mine/);
    expect(await (await db()).episode.count()).toBe(2);
  });
});
