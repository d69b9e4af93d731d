import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as annotate } from "@/app/api/ingest/annotations/route";
import { acknowledge } from "@/lib/alerts/acknowledge";
import { addNote } from "@/lib/alerts/add-note";
import { getAlertSummary } from "@/lib/alerts/alert-summary";
import { groupOf } from "@/lib/alerts/episode-group";
import { expireAcknowledgements } from "@/lib/alerts/expire-acknowledgements";
import { getEpisode } from "@/lib/alerts/get-episode";
import { listAnnotations } from "@/lib/alerts/list-annotations";
import { listEpisodes } from "@/lib/alerts/list-episodes";
import { episodeListQuerySchema } from "@/lib/alerts/list-query";
import { episodeListSchema } from "@/lib/alerts/list-view";
import { episodeDetailSchema } from "@/lib/alerts/timeline-view";
import { routeParams } from "../support/actor-request";
import { contextOf } from "../support/context";
import { deliver, firing, INGEST_TOKEN, resolved } from "../support/deliver";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
const ann = contextOf("on_call");

beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
  await database.prisma.annotation.deleteMany();
});
afterAll(() => database.close());

const list = (query: Record<string, unknown> = {}) => listEpisodes(ann, episodeListQuerySchema.parse(query));
const names = async (query: Record<string, unknown> = {}) =>
  (await list(query)).episodes.map((episode) => episode.alertname);

async function idOf(alertname: string): Promise<string> {
  return (await database.prisma.episode.findFirstOrThrow({ where: { alertname } })).id;
}

const take = async (alertname: string, ctx = ann) =>
  acknowledge(ctx, { episodeId: await idOf(alertname), note: "mine", ifVersion: null, idempotencyKey: null });

/** One alert for every section of the list. */
async function fireOneOfEach(): Promise<void> {
  const warning = { severity: "warning" };
  await deliver([
    firing("Info", 50, { severity: "info" }),
    firing("Muted", 50),
    firing("Inhibited", 50),
    firing("Silenced", 50),
    firing("WarningYoung", 5, { ...warning, team: "security" }),
    firing("WarningOld", 40, warning),
    firing("Owned", 60),
    firing("Young", 1),
    firing("Old", 30, { pod: "worker_1%" }),
    firing("Over", 30),
  ]);
  await deliver([resolved("Over", 30, 2)]);
  await take("Owned");
  await database.sql(`UPDATE episodes SET silenced_by = '{s,${SILENCE}}' WHERE alertname = 'Silenced';
    UPDATE episodes SET inhibited_by = '{f}' WHERE alertname = 'Inhibited';
    UPDATE episodes SET muted_by = '{nights}' WHERE alertname = 'Muted'`);
}

const SILENCE = "7174f04f-f030-4fe0-b616-33aaa6bc11d6";
const SORTED = [
  "Old",
  "Young",
  "Owned",
  "WarningOld",
  "WarningYoung",
  "Info",
  "Silenced",
  "Inhibited",
  "Muted",
  "Over",
];

describe("the list", () => {
  beforeEach(fireOneOfEach);

  test("puts unowned critical alerts first, then the oldest; the screen groups by the same rule", async () => {
    const page = await list({ state: "all" });
    expect(episodeListSchema.parse(page)).toEqual(page);
    expect(page.episodes.map((episode) => episode.alertname)).toEqual(SORTED);
    const groups = page.episodes.map(groupOf);
    expect(groups).toEqual([
      ...["critical-unowned", "critical-unowned", "critical-owned", "warning", "warning", "other"],
      ...["silenced", "inhibited", "muted", "resolved"],
    ]);
    expect(page.groups.map(({ key, count }) => [key, count])).toEqual([
      ["critical-unowned", 2],
      ["critical-owned", 1],
      ["warning", 2],
      ["other", 1],
      ["silenced", 1],
      ["inhibited", 1],
      ["muted", 1],
      ["resolved", 1],
    ]);
  });

  test("any part of it can be read by offset", async () => {
    const parts = [];
    for (const offset of [0, 3, 6, 9]) {
      const page = await list({ state: "all", limit: 3, offset });
      expect(page).toMatchObject({ offset, total: SORTED.length });
      parts.push(...page.episodes.map((episode) => episode.alertname));
    }
    expect(parts).toEqual(SORTED);
  });

  test.each([
    ["team", ["platform", "security"], [8, 1], [4, 1]],
    ["severity", ["critical", "warning", "info"], [6, 2, 1], [2, 2, 1]],
  ])("is grouped by %s: the neediest group first, each with its size", async (group, keys, counts, unowned) => {
    const { groups, episodes } = await list({ group });
    expect(groups.map(({ key }) => key)).toEqual(keys);
    expect(groups.map(({ count }) => count)).toEqual(counts);
    expect(groups.map((one) => one.unowned)).toEqual(unowned);
    const order = episodes.map(({ team, severity }) => keys.indexOf((group === "team" ? team : severity) ?? ""));
    expect(order).toEqual([...order].sort());
  });

  test("a cursor goes with the usual order only", () => {
    const cursor = `0_0_${randomUUID()}`;
    expect(episodeListQuerySchema.safeParse({ cursor }).success).toBe(true);
    for (const other of [{ group: "team" }, { sort: "newest" }, { offset: "1" }])
      expect(episodeListQuerySchema.safeParse({ cursor, ...other }).success).toBe(false);
  });

  test("is read page by page without a gap or a repetition", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ state: "all", limit: 2, ...(cursor ? { cursor } : {}) });
      expect(page.total).toBe(SORTED.length);
      seen.push(...page.episodes.map((episode) => episode.alertname));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(SORTED);
  });

  test.each([
    [{}, SORTED.slice(0, -1)],
    [{ acknowledged: "yes" }, ["Owned"]],
    [{ state: "resolved" }, ["Over"]],
    [{ acknowledged: "no", silenced: "no", inhibited: "no", muted: "no", severity: "critical" }, ["Old", "Young"]],
    [{ silenced: "yes" }, ["Silenced"]],
    [{ silence: SILENCE.toUpperCase() }, ["Silenced"]],
    [{ silence: "00000000-0000-4000-8000-000000000000" }, []],
    [{ inhibited: "yes" }, ["Inhibited"]],
    [{ muted: "yes" }, ["Muted"]],
    [{ silenced: "yes", inhibited: "yes" }, []],
    [{ team: "security" }, ["WarningYoung"]],
    [{ only: "critical-owned" }, ["Owned"]],
    [{ group: "team", only: "security" }, ["WarningYoung"]],
    [{ sort: "newest", severity: "critical", only: "critical-unowned" }, ["Young", "Old"]],
    [{ sort: "name", only: "critical-unowned" }, ["Old", "Young"]],
    [{ q: "pod=worker_1%" }, ["Old"]],
    [{ q: "pod=worker" }, []],
    [{ q: "team=security severity=warning" }, ["WarningYoung"]],
    [{ q: "severity!=critical old" }, ["WarningOld"]],
    [{ mine: "true" }, ["Owned"]],
    [{ q: "WORKER_1%" }, ["Old"]],
    [{ q: "_" }, ["Old"]],
    [{ q: "warningold" }, ["WarningOld"]],
    [{ q: "' OR 1=1 --" }, []],
    [{ q: "\u0000\ud800" }, []],
  ])("filters by %j", async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test("comes with figures that count held-back alerts as open, not as unowned", async () => {
    expect(await getAlertSummary(ann)).toMatchObject({ open: 9, unowned: 5, critical: 6, unownedCritical: 2, mine: 1 });
    expect((await list()).teams).toEqual(["platform", "security"]);
  });
});

test("a row says whose acknowledgement ran out and what was noted last, until somebody takes the alert", async () => {
  await deliver([firing("HighErrorRate", 60)]);
  await take("HighErrorRate");
  const episodeId = await idOf("HighErrorRate");
  const note = (text: string) => addNote(contextOf("security"), { episodeId, note: text, idempotencyKey: null });
  await note("Rolled back.");
  const row = async () => (await list()).episodes[0]!;
  expect(await row()).toMatchObject({ note: "mine", latestNote: { by: "Test security", text: "Rolled back." } });
  expect((await row()).lapse).toBeUndefined();
  await database.sql("UPDATE episodes SET ack_expires_at = clock_timestamp() - interval '1 second'");
  await expireAcknowledgements(contextOf("admin"));
  expect(await row()).toMatchObject({
    state: "firing",
    lapse: { by: "Test on_call" },
    latestNote: { text: "Rolled back." },
  });
  await take("HighErrorRate", contextOf("security"));
  const taken = await row();
  expect(episodeListSchema.shape.episodes.safeParse([taken]).success).toBe(true);
  expect([taken.lapse, taken.latestNote]).toEqual([undefined, undefined]);
});

test("one episode shows what the ledger says, and its other episodes", async () => {
  await deliver([firing("HighErrorRate", 60)]);
  await take("HighErrorRate");
  await expect(take("HighErrorRate", contextOf("security"))).rejects.toMatchObject({ code: "conflict" });
  await deliver([resolved("HighErrorRate", 60, 30)]);
  await deliver([firing("HighErrorRate", 5)]);
  const [newer, older] = await database.prisma.episode.findMany({ orderBy: { openedAt: "desc" } });
  const detail = await getEpisode(ann, older!.id);
  expect(episodeDetailSchema.parse(detail)).toEqual(detail);
  expect(detail.timeline.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    "EPISODE_RESOLVED success",
    "ALERT_ACKNOWLEDGED denied",
    "ALERT_ACKNOWLEDGED success",
    "EPISODE_OPENED success",
  ]);
  expect(detail.timeline[2]).toMatchObject({ actor: "Test on_call", detail: { note: "mine" } });
  expect(detail.previous).toMatchObject([{ id: newer!.id, state: "firing", acknowledgedBy: null }]);
  await expect(getEpisode(ann, randomUUID())).rejects.toMatchObject({ code: "not_found" });
});

function mark(json: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${INGEST_TOKEN}`, "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(json) };
  return annotate(new Request("http://127.0.0.1/api/ingest/annotations", init), routeParams());
}

describe("marks on the time axes", () => {
  const now = Date.now();
  const hour = 3_600_000;
  const iso = (ms: number) => new Date(ms).toISOString();

  test("are deployments, firings and acknowledgements that touch the range", async () => {
    expect((await mark({ kind: "deployment", title: "backend 4.18.2", at: iso(now - hour / 2) })).status).toBe(200);
    expect((await mark({ kind: "deployment", title: "older", at: iso(now - 5 * hour) })).status).toBe(200);
    const span = { kind: "incident", title: "span", at: iso(now - 6 * hour), endAt: iso(now - hour / 2) };
    expect((await mark(span)).status).toBe(200);
    await deliver([firing("HighErrorRate", 20), firing("Info", 20, { severity: "info" })]);
    await take("HighErrorRate");
    const { annotations, truncated } = await listAnnotations(ann, { from: now - hour, to: now + hour });
    expect(annotations.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      "incident: span",
      "deployment: backend 4.18.2",
      "alert: HighErrorRate",
      "acknowledgement: Test on_call acknowledged HighErrorRate",
    ]);
    expect(truncated).toBe(false);
    const entries = await database.prisma.auditEntry.findMany({ where: { action: "ANNOTATION_CREATED" } });
    expect(entries.map((entry) => entry.actorKind)).toEqual(["machine", "machine", "machine"]);
  });

  test.each([
    { kind: "alert", title: "x" },
    { kind: "deployment", title: "" },
    { kind: "deployment", title: "x".repeat(201) },
    { kind: "deployment", title: "x", at: "yesterday" },
    { kind: "deployment", title: "x", at: iso(now), endAt: iso(now - 1) },
    { kind: "deployment", title: "x", createdBy: "somebody" },
  ])("%j is refused", async (json) => {
    expect((await mark(json)).status).toBe(400);
  });

  test("a range that is backwards, endless or no number is refused", async () => {
    for (const range of [
      { from: 2, to: 1 },
      { from: 0, to: now },
      { from: Number.NaN, to: now },
    ])
      await expect(listAnnotations(ann, range)).rejects.toMatchObject({ code: "bad_request" });
  });
});

test("I9 a source is silent by the database's clock, whatever a replica's own says", async () => {
  const lastSeenAt = new Date(Date.now() - 15 * 60_000);
  const legs = ["watchdog:webhook", "watchdog:poll", "poll:main", "webhook"];
  await database.prisma.heartbeat.deleteMany();
  await database.prisma.heartbeat.createMany({ data: legs.map((leg) => ({ leg, lastSeenAt })) });
  const behind = contextOf("executive", { now: new Date(Date.now() - 20 * 60_000) });
  expect((await getAlertSummary(behind)).source).toMatchObject({
    silent: "alertmanager",
    silentSince: lastSeenAt.toISOString(),
    watchdogPoll: "dead",
  });
});
