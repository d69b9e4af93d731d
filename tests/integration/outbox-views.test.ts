import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getEpisode } from "@/lib/alerts/get-episode";
import { listSources } from "@/lib/status/list-sources";
import { contextOf } from "../support/context";
import { changeOf, outboxTo, posted, queue, run, SLACK_PATH, storeEpisode } from "../support/outbox";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { type RunningUpstream, startUpstream } from "../support/start-upstream";

let database: ScratchDatabase;
let slack: RunningUpstream;
let answers: number[] = [];

beforeAll(async () => {
  slack = await startUpstream((response) => {
    const status = answers.shift() ?? 200;
    if (status === 200) posted(response);
    else response.writeHead(status, { "content-type": "text/plain" }).end(`word-${status}`);
  });
  process.env.SLACK_WEBHOOK_URL = slack.url + SLACK_PATH;
  process.env.DATASOURCES_FILE = "datasources.example.yaml";
  database = await openScratchDatabase();
});
beforeEach(async () => {
  answers = [];
  await database.prisma.outboxMessage.deleteMany();
  await database.prisma.heartbeat.deleteMany();
});
afterAll(async () => {
  await database.close();
  await slack.stop();
});

const settings = () => outboxTo(null, slack.url);
const outside = async () => {
  const { legs } = await listSources(contextOf("executive"), { waitForSources: false });
  return legs.filter(({ group }) => group === "outside");
};
const told = async (id: string) => (await getEpisode(contextOf("on_call"), id)).told;

test("before anything is sent nothing is known; then the last answer is", async () => {
  expect(await outside()).toMatchObject([{ name: "Slack", state: "unknown", backlog: null }]);
  const id = await storeEpisode();
  await queue(settings(), changeOf(id, 2));
  expect(await told(id)).toMatchObject([{ target: "slack", state: "waiting", attempts: 0, reason: null }]);
  await run(settings());
  expect(await outside()).toMatchObject([{ state: "ok", backlog: null, error: null }]);
  expect(await told(id)).toMatchObject([{ state: "sent", attempts: 1, dueAt: null }]);
});

test("what waits and what was given up is counted, with the reason and without secrets", async () => {
  answers = [404, 500];
  const [refused, delayed] = [await storeEpisode(), await storeEpisode()];
  await queue(settings(), changeOf(refused, 2), changeOf(delayed, 2), changeOf(delayed, 3));
  await run(settings());
  const [leg] = await outside();
  expect(leg).toMatchObject({
    state: "failing",
    error: "Status 500: word-500",
    backlog: { waiting: 2, waitingFor: "Status 500: word-500", failed: 1, lastError: "Status 404: word-404" },
  });
  expect(Date.now() - Date.parse(leg?.backlog?.oldestAt ?? "")).toBeLessThan(60_000);
  expect(await told(refused)).toMatchObject([{ state: "failed", reason: "Status 404: word-404" }]);
  expect(await told(delayed)).toMatchObject([
    { version: 3, state: "waiting", attempts: 0 },
    { version: 2, state: "waiting", attempts: 1, reason: "Status 500: word-500" },
  ]);
  expect(JSON.stringify([leg, await told(refused)])).not.toMatch(/s3cret|127\.0\.0\.1/);
});

test("the timeline says who was told", async () => {
  const id = await storeEpisode();
  await queue(settings(), changeOf(id, 2));
  await run(settings());
  const { timeline } = await getEpisode(contextOf("on_call"), id);
  expect(timeline).toMatchObject([{ action: "NOTIFICATION_SENT", detail: { target: "Slack", attempts: 1 } }]);
});

test("a target that is no longer configured but is owed a word is still shown", async () => {
  await queue(outboxTo("http://127.0.0.1:1", null), changeOf(await storeEpisode(), 2));
  expect((await outside()).map(({ name, meaning }) => [name, meaning])).toEqual([
    ["PagerDuty", "not configured any more"],
    ["Slack", "took a message; told only when there is news"],
  ]);
});
