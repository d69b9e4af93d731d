import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { POST } from "@/app/api/ingest/alertmanager/route";
import { createAlertmanagerClient } from "@/lib/alertmanager/client";
import { reconcileAlerts } from "@/lib/alerts/reconcile";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { acknowledgeAs } from "../support/acknowledge-request";
import { signInAs } from "../support/actor-request";
import { freePort, startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { INGEST_TOKEN } from "../support/deliver";
import { episodeTrail } from "../support/episode-trail";
import { type RouteServer, serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { type AlertingPrometheus, startAlertingPrometheus } from "../support/start-alerting-prometheus";
import { systemContext } from "../support/system-context";

const WITHIN = { timeout: 20_000, interval: 200 };

let database: ScratchDatabase;
/** What each peer delivers to; both are the portal. */
let portals: RouteServer[];
let peers: TestAlertmanager[];
let https: UpstreamHttp[];
let prometheus: AlertingPrometheus;

beforeAll(async () => {
  database = await openScratchDatabase();
  portals = await Promise.all([serveRoute(answerLate), serveRoute(answerLate)]);
  const gossip = await Promise.all([freePort(), freePort()]);
  peers = await Promise.all(
    portals.map(({ url }, index) => {
      const cluster = { port: gossip[index]!, peers: [gossip[1 - index]!], patience: "1ms" };
      return startAlertmanager({ webhook: url, token: INGEST_TOKEN, cluster });
    }),
  );
  https = peers.map(({ url }, index) => createUpstreamHttp({ name: `peer-${index}`, url, headers: {} }, 5_000));
  await Promise.all(peers.map((peer) => vi.waitFor(async () => expect(await peerCount(peer)).toBe(2), WITHIN)));
  const alertmanagers = peers.map(({ url }) => new URL(url).host);
  prometheus = await startAlertingPrometheus({ alertmanagers, watchdog: false });
});
afterAll(async () => {
  await prometheus.stop();
  await Promise.all(https.map((http) => http.close()));
  await Promise.all(peers.map((peer) => peer.close()));
  await Promise.all(portals.map((portal) => portal.close()));
  await database.close();
});

/** A peer tells the others what it has delivered once it is answered: until then both deliver, as in a partition. */
async function answerLate(...call: Parameters<typeof POST>): Promise<Response> {
  const response = await POST(...call);
  await wait(2_000);
  return response;
}

async function peerCount({ url }: TestAlertmanager): Promise<number> {
  const status = (await (await fetch(`${url}/api/v2/status`)).json()) as { cluster: { peers?: unknown[] } };
  return status.cluster.peers?.length ?? 0;
}

const reconcile = () => reconcileAlerts(systemContext("test", ["alert:ingest"]), https.map(createAlertmanagerClient));
const episodes = () => database.prisma.episode.findMany();

/** Polls until there is one episode, and it is like this. */
const untilPolled = (expected: object) =>
  vi.waitFor(async () => {
    await reconcile();
    expect(await episodes()).toMatchObject([expected]);
  }, WITHIN);

test("R16 two Alertmanagers of one cluster both deliver an alert of one Prometheus: one episode, one owner, one end", async () => {
  prometheus.burn(true);
  for (const portal of portals) await vi.waitFor(() => expect(portal.count()).toBe(1), WITHIN);
  await untilPolled({ state: "firing", source: expect.stringMatching(/^peer-[01]$/), version: 1, reopens: 0 });
  const { id } = (await episodes())[0]!;
  expect((await acknowledgeAs(await signInAs("on_call"), id)).status).toBe(200);

  await peers[0]!.kill(); // what is left of the pair goes on
  await untilPolled({ id, state: "acknowledged", source: "peer-1", missingSince: null });
  prometheus.burn(false);
  await untilPolled({ id, state: "resolved", inferred: false, acknowledgedBy: "Test on_call", reopens: 0 });
  expect((await episodeTrail(id)).map(({ action }) => action)).toEqual([
    "EPISODE_OPENED",
    "ALERT_ACKNOWLEDGED",
    "EPISODE_RESOLVED",
  ]);
});
