import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AlertmanagerClient, createAlertmanagerClient } from "@/lib/alertmanager/client";
import { wakeInbox } from "@/lib/alerts/inbox/wake-inbox";
import { reconcileAlerts } from "@/lib/alerts/reconcile";
import { listTopics } from "@/lib/alerts/sns/list-topics";
import { createUpstreamHttp } from "@/lib/datasources/upstream-http";
import { fetchCertificate } from "@/lib/sns/fetch-certificate";
import { startAlertmanager } from "../support/alertmanager";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { contextOf } from "../support/context";
import { serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { alarm, CERTIFICATE, confirmation, notify, SNS, send, signed, TOPIC } from "../support/sns-signer";

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
  await database.prisma.cloudwatchAlarm.deleteMany();
  await database.prisma.snsTopic.deleteMany();
  await database.prisma.signInThrottle.deleteMany();
});
afterAll(() => database.close());

const episodes = () => database.prisma.episode.findMany({ orderBy: { openedAt: "asc" } });
const nothingStored = async () => {
  expect(await episodes()).toEqual([]);
  expect(await database.prisma.delivery.count()).toBe(0);
  expect(await database.prisma.snsTopic.count()).toBe(0);
};

describe("H01 the signature", () => {
  test.each(["1", "2"] as const)("of version %s opens an episode", async (version) => {
    expect((await notify(alarm("ALARM", 30), version)).status).toBe(200);
    expect(await episodes()).toMatchObject([{ alertname: "db-cpu", source: "cloudwatch" }]);
  });

  test("a subject is signed too, and one that is null is not", async () => {
    expect((await send(signed({ Message: alarm("ALARM", 30), Subject: "ALARM: db-cpu" }))).status).toBe(200);
    expect((await send({ ...signed({ Message: "x" }), Subject: null as unknown as string })).status).toBe(200);
    expect((await send({ ...signed({ Message: "x" }), Subject: "added" })).status).toBe(401);
  });

  const good = () => signed({ Message: alarm("ALARM", 30) });
  const cert = (SigningCertURL: string) => () => signed({ Message: alarm("ALARM", 30), SigningCertURL });
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
  test.each<[string, () => Record<string, string>]>([
    ["a tampered message", () => ({ ...good(), Message: alarm("OK", 1) })],
    ["a tampered time", () => ({ ...good(), Timestamp: new Date(Date.now() + 1_000).toISOString() })],
    ["another version than signed", () => ({ ...good(), SignatureVersion: "1" })],
    ["an empty signature", () => ({ ...good(), Signature: "" })],
    [
      "a notification turned into a confirmation",
      () => ({ ...good(), Type: "UnsubscribeConfirmation", Token: "x", SubscribeURL: SNS }),
    ],
    ["an old message", () => signed({ Message: alarm("ALARM", 30), Timestamp: hours(-1.01) })],
    ["a message from the future", () => signed({ Message: alarm("ALARM", 30), Timestamp: hours(0.1) })],
    ["a certificate nobody has", cert(`${SNS}/SimpleNotificationService-00.pem`)],
    ["http", cert(`http://sns.us-east-1.amazonaws.com/${CERTIFICATE}`)],
    ["another host", cert(`https://sns.us-east-1.amazonaws.com.evil.example/${CERTIFICATE}`)],
    ["a bucket's host", cert(`https://s3.us-east-1.amazonaws.com/${CERTIFICATE}`)],
    ["a bucket that is called sns", cert(`https://sns.s3.amazonaws.com/${CERTIFICATE}`)],
    ["its regional name", cert(`https://sns.s3-us-west-2.amazonaws.com/${CERTIFICATE}`)],
    ["its web site", cert(`https://sns.s3-website-us-east-1.amazonaws.com/${CERTIFICATE}`)],
    ["a host within", cert(`https://x.sns.us-east-1.amazonaws.com/${CERTIFICATE}`)],
    ["a port", cert(`https://sns.us-east-1.amazonaws.com:443/${CERTIFICATE}`)],
    ["credentials", cert(`https://a:b@sns.us-east-1.amazonaws.com/${CERTIFICATE}`)],
    ["a query", cert(`${SNS}/${CERTIFICATE}?a`)],
    ["another path", cert(`${SNS}/a/${CERTIFICATE}`)],
    ["a way out of the folder", cert(`${SNS}/../../${CERTIFICATE}`)],
    ["a backslash", cert(`https:\\\\sns.us-east-1.amazonaws.com/${CERTIFICATE}`)],
  ])("%s is refused", async (_name, message) => {
    const since = await ledgerSize();
    const response = await send(message());
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    await nothingStored();
    expect(await auditTrail(since)).toMatchObject([
      { action: "AUTHZ_DENIED", outcome: "denied", subject: "route:/api/ingest/sns" },
    ]);
  });

  test("another topic is refused, however well it is signed", async () => {
    const response = await send(signed({ Message: alarm("ALARM", 30), TopicArn: `${TOPIC}-other` }));
    expect(response.status).toBe(403);
    await nothingStored();
  });

  test("B10 a flood of refusals does not fill the ledger", async () => {
    const since = await ledgerSize();
    for (let index = 0; index < 25; index++) {
      expect((await send({ ...good(), Signature: "AAAA" })).status).toBe(401);
      expect((await send(signed({ TopicArn: "arn:aws:sns:us-east-1:123456789012:x" }))).status).toBe(403);
    }
    expect((await auditTrail(since)).length).toBe(30);
  });
});

test("H03 H04 H06 another type, a large body and what is no message of SNS are refused", async () => {
  const message = signed({ Message: alarm("ALARM", 30) });
  expect((await send(message, { "content-type": "application/json" })).status).toBe(415);
  expect((await send(signed({ Message: "x".repeat(256 * 1024) }))).status).toBe(413);
  for (const text of ["", "{", "[]", "{}", JSON.stringify({ ...message, SignatureVersion: "3" })])
    expect((await send(text)).status).toBe(400);
  await nothingStored();
});

describe("F03 F04 the certificate is fetched with care", () => {
  test("no redirect, no large file, no waiting; none is null", async () => {
    const target = await serveRoute(async () => new Response("caught"));
    const server = await serveRoute(async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/redirect") return new Response(null, { status: 302, headers: { location: target.url } });
      if (pathname === "/large") return new Response("x".repeat(65 * 1024));
      if (pathname === "/missing") return new Response("no", { status: 403 });
      if (pathname === "/broken") return new Response("no", { status: 500 });
      if (pathname === "/slow") await new Promise((resolve) => setTimeout(resolve, 2_000));
      return new Response("pem");
    });
    const at = (path: string) => fetchCertificate(`${server.url.replace(/\/$/, "")}${path}`, 500);
    expect(await at("/good")).toBe("pem");
    expect(await at("/missing")).toBeNull();
    for (const path of ["/redirect", "/large", "/broken", "/slow"]) await expect(at(path)).rejects.toThrow();
    await server.close();
    await target.close();
  });
});

describe("the states of an alarm", () => {
  const trailOf = async (id: string) => {
    const rows = await database.prisma.auditEntry.findMany({
      where: { subject: `episode:${id}` },
      orderBy: { seq: "asc" },
    });
    return rows.map(({ action }) => action);
  };

  test("ALARM fires with labels of the alarm, and the severity of its description", async () => {
    await notify(alarm("ALARM", 60));
    await notify(alarm("ALARM", 30, { AlarmName: "db-dead", AlarmDescription: "Page. severity=critical" }));
    const [first, second] = await episodes();
    expect(first).toMatchObject({
      state: "firing",
      severity: "warning",
      source: "cloudwatch",
      startUncertain: false,
      annotations: { summary: "Threshold Crossed: now ALARM" },
      labels: {
        alertname: "db-cpu",
        severity: "warning",
        source: "cloudwatch",
        region: "us-east-1",
        account: "123456789012",
        DBInstanceIdentifier: "medinovai",
      },
    });
    expect(Math.abs(Date.now() - 60_000 - first!.startsAt.getTime())).toBeLessThan(20_000);
    expect(second).toMatchObject({ severity: "critical" });
  });

  test("no dimension takes the place of a label that means something", async () => {
    const names = ["severity", "source", "account", "alertname", "team", "compliance", "__proto__"];
    const Dimensions = names.map((name) => ({ name, value: "forged" }));
    await notify(alarm("ALARM", 30, { Trigger: { Dimensions } }));
    const [episode] = await episodes();
    expect(episode).toMatchObject({ alertname: "db-cpu", severity: "warning", team: null });
    expect(episode!.labels).toMatchObject({ source: "cloudwatch", account: "123456789012" });
    for (const name of ["team", "compliance"]) expect(Object.hasOwn(episode!.labels as object, name)).toBe(false);
  });

  test("OK resolves, though the Watchdog is silent", async () => {
    const leg = { leg: "watchdog:webhook", lastSeenAt: new Date(Date.now() - 3_600_000) };
    await database.prisma.heartbeat.create({ data: leg });
    await notify(alarm("ALARM", 60));
    await notify(alarm("OK", 30));
    await database.prisma.heartbeat.delete({ where: { leg: leg.leg } });
    const [episode] = await episodes();
    expect(episode).toMatchObject({ state: "resolved", inferred: false });
    expect(episode!.endsAt!.getTime() - episode!.startsAt.getTime()).toBeGreaterThan(25_000);
    expect(await trailOf(episode!.id)).toEqual(["EPISODE_OPENED", "EPISODE_RESOLVED"]);
  });

  test("INSUFFICIENT_DATA marks the open episode and never ends it", async () => {
    await notify(alarm("ALARM", 60));
    await notify(alarm("INSUFFICIENT_DATA", 40));
    const [held] = await episodes();
    expect(held).toMatchObject({ state: "firing", sourceStale: true });
    await notify(alarm("ALARM", 20));
    expect(await episodes()).toMatchObject([{ id: held!.id, state: "firing", sourceStale: false }]);
    await notify(alarm("INSUFFICIENT_DATA", 10));
    await notify(alarm("OK", 5));
    expect(await episodes()).toMatchObject([{ id: held!.id, state: "resolved", sourceStale: false }]);
  });

  test("an alarm that changed its severity while it fired is not open twice", async () => {
    await notify(alarm("ALARM", 60));
    await notify(alarm("ALARM", 40, { AlarmDescription: "severity=critical" }));
    expect(await episodes()).toMatchObject([
      { severity: "warning", state: "resolved" },
      { severity: "critical", state: "firing" },
    ]);
    await notify(alarm("OK", 20, { AlarmDescription: "severity=info" }));
    expect((await episodes()).map(({ state }) => state)).toEqual(["resolved", "resolved"]);
  });

  test.each([
    ["text", "hello"],
    ["JSON of something else", '{"Records":[{"eventName":"ObjectCreated:Put"}]}'],
    ["an alarm's JSON without a state", alarm("BROKEN", 1)],
    ["a time that is none", alarm("ALARM", 1, { StateChangeTime: "yesterday" })],
    ["null", "null"],
  ])("H08 %s is accepted and ignored", async (_name, message) => {
    const response = await notify(message);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ received: 0 });
    expect(await episodes()).toEqual([]);
    expect(await database.prisma.delivery.count()).toBe(0);
  });
});

describe("H07 H09 H15 at least once, in any order", () => {
  test("a message that is replayed, alone or in parallel, changes nothing", async () => {
    const fire = signed({ Message: alarm("ALARM", 60) });
    const end = signed({ Message: alarm("OK", 30) });
    await Promise.all(Array.from({ length: 20 }, () => send(fire)));
    await send(end);
    await send(fire);
    await send(end);
    const [episode, ...more] = await episodes();
    expect(more).toEqual([]);
    expect(episode).toMatchObject({ state: "resolved", reopens: 0 });
  });

  test("what changed earlier and comes later does not count", async () => {
    await notify(alarm("OK", 30));
    await notify(alarm("ALARM", 60));
    expect(await episodes()).toEqual([]);
    await notify(alarm("ALARM", 20));
    await notify(alarm("INSUFFICIENT_DATA", 25));
    await notify(alarm("OK", 28));
    expect(await episodes()).toMatchObject([{ state: "firing", sourceStale: false }]);
  });

  test("nor where the portal's clock is a minute behind CloudWatch's", async () => {
    await notify(alarm("ALARM", -40));
    await notify(alarm("OK", -60));
    await notify(alarm("ALARM", -55));
    expect(await episodes()).toMatchObject([{ state: "resolved", reopens: 0 }]);
  });

  test("a time in the future does not make what follows look old", async () => {
    await notify(alarm("ALARM", -86_400));
    await notify(alarm("OK", 0));
    expect(await episodes()).toMatchObject([{ state: "resolved" }]);
  });
});

test("a healthy Alertmanager that does not list it does not end it", async () => {
  await notify(alarm("ALARM", 60));
  const old = new Date(Date.now() - 3_600_000);
  await database.prisma.episode.updateMany({ data: { lastSeenAt: old, missingSince: old } });
  const [own] = await episodes();
  const { id: _id, ...copy } = own!;
  const { labels, annotations } = { labels: own!.labels as object, annotations: own!.annotations as object };
  const other = { ...copy, labels, annotations, identity: "f".repeat(64), source: "webhook" };
  await database.prisma.episode.create({ data: other });
  const nowhere = await serveRoute(async () => new Response());
  const alertmanager = await startAlertmanager({ webhook: nowhere.url, token: "unused" });
  await alertmanager.post([{ labels: { alertname: "Watchdog" } }]);
  const http = createUpstreamHttp({ name: "main", url: alertmanager.url, headers: {} }, 5_000);
  const real = createAlertmanagerClient(http);
  const settled: AlertmanagerClient = {
    ...real,
    // As if it had been running for an hour: a younger one proves nothing.
    snapshot: async (signal) => ({ ...(await real.snapshot(signal)), startedAt: Date.now() - 3_600_000 }),
  };
  await reconcileAlerts(contextOf("admin"), [settled]);
  await http.close();
  await alertmanager.close();
  await nowhere.close();
  const states = Object.fromEntries((await episodes()).map(({ source, state }) => [source, state]));
  expect(states).toEqual({ cloudwatch: "firing", webhook: "resolved" });
});

describe("H12 trouble with the database", () => {
  test("what cannot be written down is answered with 503 and Retry-After", async () => {
    await database.sql("ALTER TABLE deliveries RENAME TO deliveries_away");
    const message = signed({ Message: alarm("ALARM", 30) });
    const down = await send(message);
    await database.sql("ALTER TABLE deliveries_away RENAME TO deliveries");
    expect(down.status).toBe(503);
    expect(Number(down.headers.get("retry-after"))).toBeGreaterThan(0);
    await send(message);
    expect(await episodes()).toHaveLength(1);
  });

  test("what was written down waits while episodes cannot be written", async () => {
    await database.sql("ALTER TABLE episodes RENAME TO episodes_away");
    expect((await notify(alarm("ALARM", 60))).status).toBe(200);
    expect((await notify(alarm("INSUFFICIENT_DATA", 30))).status).toBe(200);
    await database.sql("ALTER TABLE episodes_away RENAME TO episodes");
    await wakeInbox();
    expect(await episodes()).toMatchObject([{ state: "firing", sourceStale: true }]);
  });
});

describe("F02 the subscription is a person's to confirm", () => {
  const admin = contextOf("admin");
  const topic = async () => (await listTopics(admin))[0];

  test("it is remembered, shown, confirmed by the first notification, and each is in the ledger once", async () => {
    const since = await ledgerSize();
    expect(await topic()).toEqual({ topicArn: TOPIC, state: "unknown", since: null, subscribeUrl: null });
    const asked = confirmation({ Timestamp: new Date(Date.now() - 60_000).toISOString() });
    await send(asked);
    await send(asked);
    expect(await topic()).toMatchObject({ state: "asked", subscribeUrl: asked.SubscribeURL });
    await notify("hello");
    await notify("again");
    await send(asked);
    expect(await topic()).toMatchObject({ state: "confirmed", subscribeUrl: null });
    await send(
      confirmation({ Type: "UnsubscribeConfirmation", Timestamp: new Date(Date.now() + 1_000).toISOString() }),
    );
    expect(await topic()).toMatchObject({ state: "ended" });
    expect(await auditTrail(since)).toMatchObject(
      ["SUBSCRIPTION_REQUESTED", "SUBSCRIPTION_CONFIRMED", "SUBSCRIPTION_ENDED"].map((action) => ({
        action,
        actor: { kind: "machine", name: "cloudwatch" },
        subject: `sns-topic:${TOPIC}`,
      })),
    );
  });

  test.each(["http://sns.us-east-1.amazonaws.com/?a", "https://evil.example/?a", "javascript:alert(1)"])(
    "F01 %s becomes no link",
    async (SubscribeURL) => {
      expect((await send(confirmation({ SubscribeURL }))).status).toBe(200);
      expect(await topic()).toMatchObject({ state: "asked", subscribeUrl: null });
    },
  );

  test("B01 only who may receive alerts sees it", async () => {
    await expect(listTopics(contextOf("on_call"))).rejects.toMatchObject({ code: "forbidden" });
  });
});
