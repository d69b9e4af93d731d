import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as annotate } from "@/app/api/ingest/annotations/route";
import { acknowledge } from "@/lib/alerts/acknowledge";
import { getAlertSummary } from "@/lib/alerts/alert-summary";
import { groupOf } from "@/lib/alerts/episode-group";
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
  await database.sql(`UPDATE episodes SET silenced_by = '{s}' WHERE alertname = 'Silenced';
    UPDATE episodes SET inhibited_by = '{f}' WHERE alertname = 'Inhibited'`);
}

const SORTED = ["Old", "Young", "Owned", "WarningOld", "WarningYoung", "Info", "Silenced", "Inhibited", "Over"];

describe("the list", () => {
  beforeEach(fireOneOfEach);

  test("puts unowned critical alerts first, then the oldest; the screen groups by the same rule", async () => {
    const page = await list({ state: "all" });
    expect(episodeListSchema.parse(page)).toEqual(page);
    expect(page.episodes.map((episode) => episode.alertname)).toEqual(SORTED);
    const groups = page.episodes.map(groupOf);
    expect(groups).toEqual([
      ...["critical-unowned", "critical-unowned", "critical-owned", "warning", "warning", "other"],
      ...["silenced", "inhibited", "resolved"],
    ]);
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
    [{ state: "acknowledged" }, ["Owned"]],
    [{ state: "resolved" }, ["Over"]],
    [{ state: "firing", suppression: "none", severity: "critical" }, ["Old", "Young"]],
    [{ suppression: "silenced" }, ["Silenced"]],
    [{ suppression: "inhibited" }, ["Inhibited"]],
    [{ team: "security" }, ["WarningYoung"]],
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
    expect(await getAlertSummary(ann)).toMatchObject({ open: 8, unowned: 5, critical: 5, unownedCritical: 2, mine: 1 });
    expect((await list()).teams).toEqual(["platform", "security"]);
  });
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
