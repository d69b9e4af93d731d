import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { POST as ingest } from "@/app/api/ingest/alertmanager/route";
import { expireAcknowledgements } from "@/lib/alerts/expire-acknowledgements";
import { outboxSettings } from "@/lib/outbox/settings";
import { actAs } from "../support/act-request";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { freePort, startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { contextOf } from "../support/context";
import { deliver, firing, INGEST_TOKEN, resolved } from "../support/deliver";
import { episodeTrail } from "../support/episode-trail";
import { fireEpisode } from "../support/fire-episode";
import { enqueued, posted, ROUTING_KEY, run, SLACK_PATH } from "../support/outbox";
import { type RouteServer, serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { type RunningUpstream, startUpstream } from "../support/start-upstream";

const ROUTE = '{}/{severity="critical"}';
let database: ScratchDatabase;
let pagerduty: RunningUpstream;
let slack: RunningUpstream;
let portal: RouteServer;
let alertmanager: TestAlertmanager | undefined;
let people: { ann: SignedInPerson; bob: SignedInPerson; admin: SignedInPerson };

beforeAll(async () => {
  [pagerduty, slack] = [await startUpstream(enqueued), await startUpstream(posted)];
  Object.assign(process.env, {
    PAGERDUTY_ROUTING_KEY: ROUTING_KEY,
    PAGERDUTY_EVENTS_URL: `${pagerduty.url}/v2/enqueue`,
    PAGERDUTY_ROUTE: ROUTE,
    PAGERDUTY_GROUP_BY: "alertname,service",
    PAGERDUTY_ON_EXPIRY: "trigger",
    SLACK_WEBHOOK_URL: slack.url + SLACK_PATH,
  });
  database = await openScratchDatabase();
  portal = await serveRoute(ingest);
  people = { ann: await signInAs("on_call"), bob: await signInAs("security"), admin: await signInAs("admin") };
});
beforeEach(async () => {
  await database.prisma.outboxMessage.deleteMany();
  await database.prisma.episode.deleteMany();
  pagerduty.calls.length = 0;
  slack.calls.length = 0;
});
afterAll(async () => {
  await alertmanager?.close();
  await portal.close();
  await database.close();
  await Promise.all([pagerduty.stop(), slack.stop()]);
});

const deliverAll = () => run(outboxSettings());
const events = () => pagerduty.calls.map((call) => JSON.parse(call.body));
/** What Slack was told, from the alert's name to the link. */
const words = () => slack.calls.map((call) => JSON.parse(call.body).text.replace(/^\[\w+\] \w+: (.*) <.*>$/, "$1"));
const act = async (...args: Parameters<typeof actAs>) => expect((await actAs(...args)).status).toBe(200);

test("every way in which an alert gets, changes or loses its owner is told, once and in order", async () => {
  const id = await fireEpisode("HighErrorRate");
  await act(people.ann, "acknowledge", id);
  await act(people.ann, "acknowledge", id); // again: nothing changes
  await act(people.bob, "take-over", id, { json: { reason: "mine" } });
  await act(people.admin, "unacknowledge", id, { json: { reason: "not his" } });
  await act(people.ann, "acknowledge", id);
  await act(people.ann, "notes", id, { json: { note: "a note is nobody's business" } });
  await act(people.ann, "unacknowledge", id, { json: { reason: "lunch" } });
  await act(people.bob, "acknowledge", id);
  await database.sql("UPDATE episodes SET ack_expires_at = clock_timestamp() WHERE state = 'acknowledged'");
  const clock = { kind: "system", name: "test", permissions: new Set(["alert:unacknowledge-any" as const]) } as const;
  await expireAcknowledgements(contextOf("admin", { actor: clock }));
  await act(people.ann, "acknowledge", id);
  await deliver([resolved("HighErrorRate")]);
  await deliver([firing("HighErrorRate")]);
  await deliver([resolved("HighErrorRate")]);
  await deliverAll();
  expect(words()).toEqual([
    "acknowledged by Test on_call.",
    "taken over by Test security from Test on_call.",
    "taken from Test security by Test admin. No owner.",
    "acknowledged by Test on_call.",
    "given back by Test on_call. No owner.",
    "acknowledged by Test security.",
    "the acknowledgement by Test security ran out. No owner.",
    "acknowledged by Test on_call.",
    "resolved. Owner: Test on_call.",
    "fires again. Owner: Test on_call.",
    "resolved. Owner: Test on_call.",
  ]);
  // All of it was over by the time of delivery, and PagerDuty is told nothing that is not true any more.
  expect(events()).toEqual([]);
  const trail = (await episodeTrail(id)).filter(({ action }) => action.startsWith("NOTIFICATION_"));
  expect(trail.filter(({ detail }) => detail.target === "Slack")).toHaveLength(11);
  expect(trail.filter(({ action }) => action === "NOTIFICATION_SKIPPED")).toHaveLength(6);
});

test("a milder alert that got worse loses its owner, and Slack is told", async () => {
  const id = await fireEpisode("SlowAnswers", 10, { severity: "warning" });
  await act(people.ann, "acknowledge", id);
  await deliver([firing("SlowAnswers", 1, { severity: "critical" })]);
  await deliverAll();
  expect(words()).toEqual([
    "acknowledged by Test on_call.",
    "got worse, so the acknowledgement by Test on_call no longer counts. No owner.",
  ]);
});

test("a storm that nobody took comes and goes without a word", async () => {
  const names = Array.from({ length: 50 }, (_, index) => `Storm${index}`);
  await deliver(names.map((name) => firing(name)));
  await deliver(names.map((name) => resolved(name)));
  expect(await database.prisma.outboxMessage.count()).toBe(0);
});

test("an acknowledgement does not wait for anybody outside, and stands whatever becomes of the message", async () => {
  const id = await fireEpisode();
  await database.sql("ALTER TABLE outbox_messages ADD CONSTRAINT broken CHECK (state <> 'sent') NOT VALID");
  await act(people.ann, "acknowledge", id);
  expect([events(), words()]).toEqual([[], []]);
  await expect(deliverAll()).rejects.toThrow();
  await database.sql("ALTER TABLE outbox_messages DROP CONSTRAINT broken");
  expect(await database.prisma.episode.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "acknowledged" });
  await database.sql("UPDATE outbox_messages SET due_at = clock_timestamp()");
  await deliverAll();
  const [first, second] = events();
  expect(second).toEqual(first);
});

test("the incident acknowledged is the one that a real Alertmanager opened", async () => {
  alertmanager = await startAlertmanager({
    webhook: portal.url,
    token: INGEST_TOKEN,
    port: await freePort(),
    configuration: `
route:
  receiver: none
  group_by: [alertname, service]
  group_wait: 200ms
  group_interval: 1s
  routes:
    - { receiver: portal, group_by: ["..."], continue: true }
    - { receiver: pagerduty, matchers: ['severity = "critical"'] }
receivers:
  - name: none
  - name: portal
    webhook_configs:
      - url: ${portal.url}
        http_config: { authorization: { credentials: ${INGEST_TOKEN} } }
  - name: pagerduty
    pagerduty_configs:
      - { url: "${pagerduty.url}/alertmanager", routing_key: ${ROUTING_KEY} }
`,
  });
  const labels = {
    alertname: 'Say "no"\\\n Zürich 世界 \u200b😀',
    severity: "critical",
    service: "}:{",
    instance: "i1",
  };
  const endsAt = new Date(Date.now() + 240_000);
  await alertmanager.post([{ labels, annotations: {}, startsAt: new Date(), endsAt }]);
  const triggered = () => pagerduty.calls.find((call) => call.path === "/alertmanager");
  await vi.waitFor(() => expect(triggered()).toBeDefined(), { timeout: 10_000, interval: 100 });
  const stored = () => database.prisma.episode.findFirst({ where: { fingerprint: { not: "" } } });
  await vi.waitFor(async () => expect(await stored()).not.toBeNull(), { timeout: 10_000, interval: 100 });
  await act(people.ann, "acknowledge", (await stored())!.id);
  await deliverAll();
  const [trigger] = [JSON.parse(triggered()!.body)];
  expect(events().filter((event) => event.event_action === "acknowledge")).toEqual([
    { routing_key: ROUTING_KEY, event_action: "acknowledge", dedup_key: trigger.dedup_key },
  ]);
});
