import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createAlertmanagerClient } from "@/lib/alertmanager/client";
import { reconcileAlerts } from "@/lib/alerts/reconcile";
import { createUpstreamHttp } from "@/lib/datasources/upstream-http";
import { contextOf } from "../support/context";
import { deliver, minutes } from "../support/deliver";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { alarm, notify } from "../support/sns-signer";
import { startUpstream } from "../support/start-upstream";

/** Whoever reaches Alertmanager's API may post an alert with any labels: also with those of an alarm of CloudWatch. */
let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
  await database.prisma.cloudwatchAlarm.deleteMany();
});
afterAll(() => database.close());

const ofCloudWatch = () => database.prisma.episode.findFirstOrThrow({ where: { source: "cloudwatch" } });

async function labelsOfAlarm(): Promise<Record<string, string>> {
  await notify(alarm("ALARM", 600));
  return (await ofCloudWatch()).labels as Record<string, string>;
}

describe("H11 an alert of Alertmanager with the labels of a CloudWatch alarm is another alert", () => {
  test("its end does not end the alarm", async () => {
    const labels = await labelsOfAlarm();
    await deliver([{ status: "resolved", labels, annotations: {}, startsAt: minutes(5), endsAt: minutes(1) }]);
    expect(await ofCloudWatch()).toMatchObject({ state: "firing", sourceStale: false });
  });

  test("seen by a poll it does not become the alarm, whose end the next polls would then decide", async () => {
    const labels = await labelsOfAlarm();
    const times = { startsAt: minutes(5), endsAt: minutes(-5), updatedAt: minutes(0) };
    const status = { state: "active", silencedBy: [], inhibitedBy: [], mutedBy: [] };
    const listed = [{ labels, annotations: {}, ...times, fingerprint: "0123456789abcdef", status }];
    const upstream = await startUpstream((response, { path }) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(path.startsWith("/api/v2/status") ? { uptime: minutes(60) } : listed));
    });
    const http = createUpstreamHttp({ name: "main", url: upstream.url, headers: {} }, 5_000);
    await reconcileAlerts(contextOf("admin"), [createAlertmanagerClient(http)]);
    await http.close();
    await upstream.stop();
    expect((await database.prisma.episode.findMany()).map(({ source }) => source).sort()).toEqual([
      "cloudwatch",
      "main",
    ]);
  });

  test("the alarm itself goes on as before", async () => {
    const labels = await labelsOfAlarm();
    await deliver([{ status: "firing", labels, annotations: {}, startsAt: minutes(5) }]);
    await notify(alarm("OK", 1));
    const states = (await database.prisma.episode.findMany()).map(({ source, state }) => `${source} ${state}`);
    expect(states.sort()).toEqual(["cloudwatch resolved", "webhook firing"]);
  });
});
