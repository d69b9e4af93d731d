import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { fingerprintOf } from "@/lib/alertmanager/identity";
import { transaction } from "@/lib/db/client";
import { claimMessage } from "@/lib/outbox/claim-message";
import { queueMessages } from "@/lib/outbox/queue-messages";
import { settleMessage } from "@/lib/outbox/settle-message";
import { tell } from "@/lib/outbox/tell";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { contextOf } from "../support/context";
import {
  changeOf,
  enqueued,
  outboxTo,
  posted,
  queue,
  ROUTING_KEY,
  run,
  SLACK_PATH,
  storeEpisode,
} from "../support/outbox";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { freePort } from "../support/start-prometheus";
import { type RunningUpstream, startUpstream } from "../support/start-upstream";

let database: ScratchDatabase;
let since: bigint;
const servers: RunningUpstream[] = [];

beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.outboxMessage.deleteMany();
  await database.prisma.episode.deleteMany();
  await database.prisma.heartbeat.deleteMany();
  since = await ledgerSize();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
afterAll(() => database.close());

type Answer = (response: ServerResponse, index: number) => void;

async function service(answer: Answer): Promise<RunningUpstream> {
  const server = await startUpstream((response, _, index) => answer(response, index));
  servers.push(server);
  return server;
}

/** Answers in turn; the last one for ever. */
const inTurn =
  (...answers: Answer[]): Answer =>
  (response, index) =>
    answers[Math.min(index, answers.length - 1)]!(response, index);

const saying =
  (status: number, body = "", headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body);
  };

const hang: Answer = () => undefined;
const messages = () => database.prisma.outboxMessage.findMany({ orderBy: { id: "asc" } });
const leg = (target: string) => database.prisma.heartbeat.findUnique({ where: { leg: `outbox:${target}` } });
const bodies = (server: RunningUpstream) =>
  server.calls.map((call) => JSON.parse(call.body) as Record<string, unknown>);
/** Lets every wait end. */
const later = () => database.sql("UPDATE outbox_messages SET due_at = clock_timestamp() WHERE state = 'waiting'");
const wait = async () => {
  const rows = await database.prisma.$queryRaw<{ seconds: number }[]>`
    SELECT extract(epoch FROM due_at - clock_timestamp())::float8 AS seconds FROM outbox_messages
    WHERE state = 'waiting' ORDER BY id`;
  return rows.map((row) => row.seconds);
};
const outcomes = async () =>
  (await auditTrail(since)).map(({ action, outcome, detail }) => [action, outcome, detail.target, detail.of]);

test("an acknowledgement is told to both, in their own languages, and the ledger says so", async () => {
  const [pagerduty, slack] = [await service(enqueued), await service(posted)];
  const settings = outboxTo(pagerduty.url, slack.url);
  const labels = { alertname: "<Down> & out", severity: "critical" };
  // As a sender may claim it who means another alert's incident.
  const id = await storeEpisode({ fingerprint: "00112233445566ff", alertname: labels.alertname, labels });
  await queue(settings, changeOf(id, 2));
  expect(pagerduty.calls.length + slack.calls.length).toBe(0);
  await run(settings);
  expect(pagerduty.calls).toMatchObject([{ method: "POST", path: "/v2/enqueue" }]);
  expect(bodies(pagerduty)).toEqual([
    { routing_key: ROUTING_KEY, event_action: "acknowledge", dedup_key: fingerprintOf(labels) },
  ]);
  expect(slack.calls).toMatchObject([{ method: "POST", path: SLACK_PATH }]);
  expect(bodies(slack)).toEqual([
    {
      text: `[critical] &lt;Down&gt; &amp; out: acknowledged by Ann. <https://portal.example.com/alerts/${id}>`,
      mrkdwn: false,
      parse: "none",
      link_names: false,
      unfurl_links: false,
    },
  ]);
  expect(await messages()).toMatchObject([
    { state: "sent", attempts: 1, lastError: null },
    { state: "sent", attempts: 1, lastError: null },
  ]);
  const trail = await auditTrail(since);
  expect(trail).toMatchObject([
    { action: "NOTIFICATION_SENT", outcome: "success", subject: `episode:${id}`, actor: { kind: "system" } },
    { action: "NOTIFICATION_SENT", outcome: "success", subject: `episode:${id}`, actor: { kind: "system" } },
  ]);
  expect(trail.map(({ detail }) => detail.target).sort()).toEqual(["PagerDuty", "Slack"]);
  expect(await leg("slack")).toMatchObject({ lastError: null });
});

test("every transition is told once, however many replicas deliver and however often it is queued", async () => {
  const [pagerduty, slack] = [await service(enqueued), await service(posted)];
  const settings = outboxTo(pagerduty.url, slack.url);
  const ids = await Promise.all(Array.from({ length: 20 }, () => storeEpisode()));
  const changes = ids.flatMap((id) => [changeOf(id, 2), changeOf(id, 3, { action: "ALERT_TAKEN_OVER" })]);
  await Promise.all([queue(settings, ...changes), queue(settings, ...changes)]);
  await queue(settings, ...changes);
  await Promise.all([run(settings), run(settings), run(settings)]);
  // A run ends when nothing is due, also because another one holds it: the next one comes.
  await run(settings);
  const told = (server: RunningUpstream) => server.calls.map((call) => call.body);
  expect(pagerduty.calls).toHaveLength(40);
  expect(slack.calls).toHaveLength(40);
  expect(new Set(told(slack)).size).toBe(40);
  expect((await messages()).every(({ state, attempts }) => state === "sent" && attempts === 1)).toBe(true);
  expect(await outcomes()).toHaveLength(80);
});

test("what is rolled back is told to nobody", async () => {
  const slack = await service(posted);
  const settings = outboxTo(null, slack.url);
  const id = await storeEpisode();
  const failing = transaction(async (tx) => {
    await queueMessages(tx, [changeOf(id, 2)], settings);
    throw new Error("the ledger could not be written");
  });
  await expect(failing).rejects.toThrow("the ledger");
  await run(settings);
  expect(slack.calls).toHaveLength(0);
  expect(await messages()).toEqual([]);
});

test("while nobody is configured nothing is written; what was queued for somebody no longer configured fails openly", async () => {
  const slack = await service(posted);
  const id = await storeEpisode();
  await queue(outboxTo(null, null), changeOf(id, 2));
  expect(await messages()).toEqual([]);
  await queue(outboxTo(null, slack.url), changeOf(id, 2));
  await run(outboxTo(null, null));
  expect(await messages()).toMatchObject([{ state: "failed", lastError: "Slack is not configured any more." }]);
  expect(await outcomes()).toEqual([["NOTIFICATION_FAILED", "failure", "Slack", "ALERT_ACKNOWLEDGED"]]);
});

test("a refusal is final, is told in the service's own words, and holds no secret", async () => {
  const words = `Invalid routing key ${ROUTING_KEY}`;
  const body = JSON.stringify({ status: "invalid event", message: "Event object is invalid", errors: [words] });
  const pagerduty = await service(saying(400, body));
  const slack = await service((response) => {
    response.writeHead(404, { "content-type": "text/html" });
    response.end("no_service");
  });
  const settings = outboxTo(pagerduty.url, slack.url);
  await queue(settings, changeOf(await storeEpisode(), 2));
  await run(settings);
  await later();
  await run(settings);
  expect([pagerduty.calls.length, slack.calls.length]).toEqual([1, 1]);
  const told = await messages();
  expect(told).toMatchObject([{ state: "failed" }, { state: "failed" }]);
  expect(told.map(({ lastError }) => lastError).sort()).toEqual([
    "Status 400: Event object is invalid Invalid routing key [removed]",
    "Status 404: no_service",
  ]);
  expect((await outcomes()).map(([action]) => action)).toEqual(["NOTIFICATION_FAILED", "NOTIFICATION_FAILED"]);
  const everything = JSON.stringify([await auditTrail(since), await leg("slack"), await leg("pagerduty")]);
  expect(everything).toContain("no_service");
  expect(everything).not.toContain(ROUTING_KEY);
  expect(everything).not.toContain("s3cretSecret");
});

test("429 leaves the whole service alone for as long as it asks", async () => {
  const slack = await service(inTurn(saying(429, "", { "retry-after": "120", "content-type": "text/plain" }), posted));
  const settings = outboxTo(null, slack.url);
  await queue(settings, changeOf(await storeEpisode(), 2), changeOf(await storeEpisode(), 2));
  await run(settings);
  await run(settings);
  expect(slack.calls).toHaveLength(1);
  for (const seconds of await wait()) {
    expect(seconds).toBeGreaterThan(115);
    expect(seconds).toBeLessThan(135);
  }
  expect(await leg("slack")).toMatchObject({ lastError: "It answered with status 429." });
  await later();
  await run(settings);
  expect((await messages()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ["sent", 2],
    ["sent", 1],
  ]);
});

test("a server error is tried again, later each time, and the run goes no further", async () => {
  const slack = await service(inTurn(saying(500), saying(503, "<html>busy</html>"), saying(500), posted));
  const settings = outboxTo(null, slack.url);
  await queue(settings, changeOf(await storeEpisode(), 2), changeOf(await storeEpisode(), 2));
  await run(settings);
  expect(slack.calls).toHaveLength(1);
  expect((await wait())[0]).toBeGreaterThan(2);
  for (const [attempt, least] of [
    [2, 5],
    [3, 10],
  ] as const) {
    await database.sql(`UPDATE outbox_messages SET due_at = clock_timestamp() WHERE attempts = ${attempt - 1}`);
    await run(settings);
    const [first] = await messages();
    expect(first).toMatchObject({ state: "waiting", attempts: attempt });
    expect((await wait())[0]).toBeGreaterThan(least * 0.9 - 1);
  }
  await later();
  await run(settings);
  expect((await messages()).map(({ state }) => state)).toEqual(["sent", "sent"]);
});

test("a service that hangs costs its deadline, and the other one nothing", async () => {
  const [pagerduty, slack] = [await service(enqueued), await service(hang)];
  const settings = outboxTo(pagerduty.url, slack.url);
  for (let count = 0; count < 3; count++) await queue(settings, changeOf(await storeEpisode(), 2));
  await run(settings, 300);
  expect(slack.calls).toHaveLength(1);
  expect(pagerduty.calls).toHaveLength(3);
  expect(await leg("slack")).toMatchObject({ lastError: "No complete answer within 0.3 s." });
  expect(await leg("pagerduty")).toMatchObject({ lastError: null });
});

test("nobody there is told in plain words, without the address", async () => {
  const settings = outboxTo(null, `http://127.0.0.1:${await freePort()}`);
  await queue(settings, changeOf(await storeEpisode(), 2));
  await run(settings);
  const [message] = await messages();
  expect(message).toMatchObject({
    state: "waiting",
    lastError: "The connection was refused: nothing listens there.",
  });
});

test("a redirect is not followed", async () => {
  const elsewhere = await service(posted);
  const slack = await service(saying(307, "", { location: `${elsewhere.url}${SLACK_PATH}` }));
  const settings = outboxTo(null, slack.url);
  await queue(settings, changeOf(await storeEpisode(), 2));
  await run(settings);
  expect(elsewhere.calls).toHaveLength(0);
  expect(await messages()).toMatchObject([
    { state: "waiting", lastError: "It answered with a redirect (307), which is not followed." },
  ]);
});

test.each([
  ["a page", 200, "<html>Sign in to the network</html>", "text/html"],
  ["nothing", 200, "", "text/plain"],
  ["half of it", 202, '{"status":"succ', "application/json"],
  ["another status", 202, '{"status":"throttled"}', "application/json"],
])("%s instead of the service's own answer counts as not delivered", async (_, status, body, type) => {
  const server = await service(saying(status, body, { "content-type": type }));
  const settings = outboxTo(server.url, server.url);
  await queue(settings, changeOf(await storeEpisode(), 2));
  await run(settings);
  expect((await messages()).map(({ state }) => state)).toEqual(["waiting", "waiting"]);
  expect(await outcomes()).toEqual([]);
});

test("what happened to one alert is told in order; another alert does not wait for it", async () => {
  const slack = await service(inTurn(saying(500), posted));
  const settings = outboxTo(null, slack.url);
  const [first, other] = [await storeEpisode(), await storeEpisode()];
  await queue(settings, changeOf(first, 2));
  await queue(settings, changeOf(first, 3, { action: "ALERT_UNACKNOWLEDGED", owner: null, previousOwner: "Ann" }));
  await queue(settings, changeOf(other, 2));
  await run(settings); // the first message fails
  await run(settings); // its successor is due, and waits
  const about = (id: string) => bodies(slack).filter(({ text }) => String(text).includes(id));
  expect([about(first).length, about(other).length]).toEqual([1, 1]);
  await later();
  await run(settings);
  expect(about(first).map(({ text }) => String(text).includes("given back"))).toEqual([false, false, true]);
});

test("a deliverer that dies after sending has it sent again, under the same key; the ledger has it once", async () => {
  const pagerduty = await service(enqueued);
  const settings = outboxTo(pagerduty.url, null);
  await queue(settings, changeOf(await storeEpisode(), 2));
  const message = await claimMessage("pagerduty");
  expect(await tell(message!, settings)).toEqual({ kind: "sent" });
  await run(settings); // it is still in the dead one's hands
  expect(pagerduty.calls).toHaveLength(1);
  expect((await wait())[0]).toBeGreaterThan(50);
  await later();
  await run(settings);
  const [one, two] = bodies(pagerduty);
  expect(two).toEqual(one);
  // The one thought dead was only slow: what it still has to say changes nothing.
  const ctx = contextOf("admin");
  await settleMessage(ctx, message!, { kind: "sent" });
  await settleMessage(ctx, message!, { kind: "later", words: "too slow", retryAfterSeconds: null });
  expect(await messages()).toMatchObject([{ state: "sent", attempts: 2, lastError: null }]);
  expect(await outcomes()).toHaveLength(1);
});

test("after a day a message is given up, and says so", async () => {
  const slack = await service(saying(500));
  const settings = outboxTo(null, slack.url);
  await queue(settings, changeOf(await storeEpisode(), 2), changeOf(await storeEpisode(), 2));
  await database.sql("UPDATE outbox_messages SET created_at = created_at - interval '24 hours' + interval '1 second'");
  await run(settings); // the next attempt would be too late
  expect(slack.calls).toHaveLength(1);
  await database.sql("UPDATE outbox_messages SET created_at = created_at - interval '1 minute'");
  await run(settings); // not even tried
  expect(slack.calls).toHaveLength(1);
  expect(await messages()).toMatchObject([
    { state: "failed", lastError: "It answered with status 500." },
    { state: "failed", lastError: "It could not be delivered within 24 hours." },
  ]);
  expect((await outcomes()).map(([action]) => action)).toEqual(["NOTIFICATION_FAILED", "NOTIFICATION_FAILED"]);
});

test.each([
  ["firing", "The alert had no owner any more."],
  ["resolved", "The alert was over by then."],
])("PagerDuty is not told late of an owner when the alert is %s by then", async (state, words) => {
  const pagerduty = await service(enqueued);
  const settings = outboxTo(pagerduty.url, null);
  await queue(settings, changeOf(await storeEpisode({ state }), 2));
  await run(settings);
  expect(pagerduty.calls).toHaveLength(0);
  expect(await messages()).toMatchObject([{ state: "skipped", lastError: words }]);
  expect(await outcomes()).toEqual([["NOTIFICATION_SKIPPED", "success", "PagerDuty", "ALERT_ACKNOWLEDGED"]]);
});

test.each([
  ["by the webhook's group", {}, { groupKey: "{}:{}" }, { groupKey: "{}:{}" }, { groupKey: '{}:{a="b"}' }],
  [
    "by labels",
    { route: "{}", groupBy: ["a", "missing"] },
    { labels: { a: "1", b: "1" } },
    { labels: { a: "1", b: "2" } },
    { labels: { b: "1" } },
  ],
])(
  "an incident of several alerts is acknowledged when all of them have owners (%s)",
  async (_, how, one, same, other) => {
    const pagerduty = await service(enqueued);
    const settings = outboxTo(pagerduty.url, null, { dedup: "group_key", ...how });
    const id = await storeEpisode(one);
    const neighbour = await storeEpisode({ ...same, state: "firing" });
    await storeEpisode({ ...same, state: "firing", silencedBy: ["s1"] });
    await storeEpisode({ ...other, state: "firing" });
    await queue(settings, changeOf(id, 2));
    await run(settings);
    expect(pagerduty.calls).toHaveLength(0);
    expect(await messages()).toMatchObject([
      { state: "waiting", lastError: "Other alerts of the same incident have no owner: 1." },
    ]);
    expect(await leg("pagerduty")).toBeNull();
    await database.prisma.episode.update({ where: { id: neighbour }, data: { state: "resolved" } });
    await later();
    await run(settings);
    expect(bodies(pagerduty)).toMatchObject([{ event_action: "acknowledge" }]);
  },
);

test("an alert whose group nobody told waits for the webhook", async () => {
  const pagerduty = await service(enqueued);
  const settings = outboxTo(pagerduty.url, null, { dedup: "group_key" });
  const id = await storeEpisode();
  await queue(settings, changeOf(id, 2));
  await run(settings);
  expect(await messages()).toMatchObject([{ state: "waiting" }]);
  await database.prisma.episode.update({ where: { id }, data: { groupKey: "{}:{}" } });
  await later();
  await run(settings);
  expect(bodies(pagerduty)).toHaveLength(1);
});

test("an acknowledgement that ran out triggers again where that is wanted, while nobody has the alert", async () => {
  const pagerduty = await service(enqueued);
  const settings = outboxTo(pagerduty.url, null, { onExpiry: "trigger" });
  const expiry = { action: "ACKNOWLEDGEMENT_EXPIRED", owner: null, previousOwner: "Ann", by: null } as const;
  const [id, owned] = [await storeEpisode({ state: "firing", severity: "page" }), await storeEpisode()];
  await queue(settings, changeOf(id, 3, expiry), changeOf(owned, 3, expiry));
  await run(settings);
  expect(bodies(pagerduty)).toEqual([
    {
      routing_key: ROUTING_KEY,
      event_action: "trigger",
      dedup_key: fingerprintOf({ alertname: "HighErrorRate", severity: "critical" }),
      payload: {
        summary: "HighErrorRate: the acknowledgement ran out, nobody has this alert",
        source: "MedinovAI Observability Portal",
        severity: "error",
      },
      links: [{ href: `https://portal.example.com/alerts/${id}`, text: "Open in the portal" }],
    },
  ]);
  expect((await messages()).map(({ state }) => state)).toEqual(["sent", "skipped"]);
});

test("no annotation and no label leaves the portal", async () => {
  const [pagerduty, slack] = [await service(enqueued), await service(posted)];
  const settings = outboxTo(pagerduty.url, slack.url, { onExpiry: "trigger" });
  const id = await storeEpisode({ state: "firing", labels: { alertname: "Down", mrn: "MRN-778899" } });
  for (const action of ["ALERT_ACKNOWLEDGED", "ACKNOWLEDGEMENT_EXPIRED", "EPISODE_RESOLVED"] as const)
    await queue(settings, changeOf(id, Math.trunc(Math.random() * 1e6) + 2, { action }));
  await run(settings);
  const sent = [...pagerduty.calls, ...slack.calls].map((call) => call.body).join();
  expect(sent).toContain(id);
  expect(sent).not.toMatch(/MRN-778899|123-45-6789/);
});

test("messages that ended are forgotten after a month; the ledger keeps them", async () => {
  const slack = await service(posted);
  const settings = outboxTo(null, slack.url);
  await queue(settings, changeOf(await storeEpisode(), 2), changeOf(randomUUID(), 2));
  await run(settings);
  expect(await messages()).toHaveLength(1); // nothing is said of an episode that does not exist
  await database.sql("UPDATE outbox_messages SET finished_at = finished_at - interval '29 days'");
  await run(settings);
  expect(await messages()).toHaveLength(1);
  await database.sql("UPDATE outbox_messages SET finished_at = finished_at - interval '2 days'");
  await run(settings);
  expect(await messages()).toEqual([]);
  expect(await outcomes()).toHaveLength(1);
});
