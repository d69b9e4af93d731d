import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { replaceAlertmanagers } from "@/lib/alertmanager/configured";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { freePort, startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import {
  createSilenceAs,
  expireSilenceAs,
  extendSilenceAs,
  matcher,
  previewSilenceAs,
  silenceListAs,
} from "../support/silence-request";

/** East-1 and east-2 gossip; west stands alone. */
const NAMES = ["east-1", "east-2", "west"] as const;

let database: ScratchDatabase;
let priya: SignedInPerson;
let ports: number[];
let gossip: number[];
let all: TestAlertmanager[];
let https: UpstreamHttp[];

beforeAll(async () => {
  database = await openScratchDatabase();
  priya = await signInAs("on_call");
  ports = await Promise.all(NAMES.map(() => freePort()));
  gossip = await Promise.all([freePort(), freePort()]);
  all = await Promise.all([start(0), start(1), start(2)]);
  https = all.map(({ url }, index) => createUpstreamHttp({ name: NAMES[index]!, url, headers: {} }, 2_000));
  replaceAlertmanagers(https);
  await vi.waitFor(async () => expect((await silenceListAs(priya)).sources.groups).toHaveLength(2), 20_000);
});
beforeEach(async () => {
  await database.prisma.silenceRequest.deleteMany();
  for (const alertmanager of all)
    for (const { id, status } of await alertmanager.silences())
      if (status.state !== "expired") await alertmanager.expire(id);
});
afterAll(async () => {
  await Promise.all(https.map((http) => http.close()));
  await Promise.all(all.map((alertmanager) => alertmanager.close()));
  await database.close();
});

function start(index: number): Promise<TestAlertmanager> {
  const cluster = index < 2 ? { port: gossip[index]!, peers: [gossip[1 - index]!] } : undefined;
  return startAlertmanager({ webhook: "http://127.0.0.1:9", token: "none", port: ports[index], cluster });
}

const idOf = async (response: Response) => ((await response.json()) as { silenceId: string }).silenceId;
const burning = (alertname: string) => ({
  labels: { alertname, severity: "critical" },
  startsAt: new Date(Date.now() - 60_000),
});
const listed = async (id: string) => (await silenceListAs(priya)).silences.filter((silence) => silence.id === id);

test("which of several independent ones is meant must be said, and is shown", async () => {
  expect((await silenceListAs(priya)).sources).toEqual({ groups: [["east-1", "east-2"], ["west"]], silent: [] });
  const response = await createSilenceAs(priya);
  expect([response.status, await response.json()]).toMatchObject([
    422,
    { detail: expect.stringContaining("say which one") },
  ]);
  await all[0]!.post([burning("East")]);
  await all[2]!.post([burning("West")]);
  const hits = async (alertmanager: string) =>
    (await (await previewSilenceAs(priya, [matcher("severity", "critical")], alertmanager)).json()) as object;
  expect(await hits("east-2")).toMatchObject({
    hit: 1,
    alerts: [{ alertname: "East" }],
    alertmanagers: ["east-1", "east-2"],
    sources: { silent: [] },
  });
  expect(await hits("west")).toMatchObject({ hit: 1, alerts: [{ alertname: "West" }], alertmanagers: ["west"] });
  const west = await idOf(
    await createSilenceAs(priya, { alertmanager: "west", matchers: [matcher("severity", "critical")] }),
  );
  expect(await listed(west)).toMatchObject([{ alertmanagers: ["west"], heldBack: { count: 1, names: ["West"] } }]);
});

test("peers share a silence: written once, listed once, changed at either", async () => {
  const id = await idOf(await createSilenceAs(priya, { alertmanager: "east-2" }));
  await vi.waitFor(
    async () => expect(await listed(id)).toMatchObject([{ alertmanagers: ["east-1", "east-2"] }]),
    10_000,
  );
  for (const peer of all.slice(0, 2))
    expect((await peer.silences()).filter((silence) => silence.id === id)).toHaveLength(1);
  expect((await all[2]!.silences()).some((silence) => silence.id === id)).toBe(false);
  expect(await idOf(await extendSilenceAs(priya, id))).toBe(id);
  expect(await listed(id)).toMatchObject([{ state: "active", changedElsewhere: false }]);
  expect((await expireSilenceAs(priya, id)).status).toBe(200);
  // At once, though one peer may not have heard of it yet.
  expect(await listed(id)).toMatchObject([{ state: "expired", changedElsewhere: false }]);
});

test("with one peer down its partner takes the silence, and nobody pretends to know the rest", async () => {
  await all[0]!.kill();
  try {
    const key = randomUUID();
    const response = await createSilenceAs(priya, { alertmanager: "east-2" }, key);
    const id = await idOf(response);
    expect(await listed(id)).toMatchObject([{ alertmanagers: ["east-2"] }]);
    expect(await silenceListAs(priya)).toMatchObject({
      sources: { groups: [["east-2"], ["west"]], silent: [{ name: "east-1", words: expect.any(String) }] },
    });
    expect((await expireSilenceAs(priya, randomUUID())).status).toBe(503); // it may know that one
    const refused = await createSilenceAs(priya, { alertmanager: "east-1" });
    expect([refused.status, await refused.json()]).toMatchObject([503, { outcome: "failed" }]);
    all[0] = await start(0);
    await vi.waitFor(
      async () => expect(await listed(id)).toMatchObject([{ alertmanagers: ["east-1", "east-2"] }]),
      20_000,
    );
  } finally {
    await vi.waitFor(async () => expect((await silenceListAs(priya)).sources.silent).toEqual([]), 20_000);
  }
});
