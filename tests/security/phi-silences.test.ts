import { afterAll, beforeAll, expect, test } from "vitest";
import { replaceAlertmanagers } from "@/lib/alertmanager/configured";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { auditTrail } from "../support/audit-trail";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import {
  createSilenceAs,
  extendSilenceAs,
  matcher,
  previewSilenceAs,
  silenceAs,
  silenceListAs,
} from "../support/silence-request";

const SSN = "078-05-1123";
const EMAIL = "jane.roe@example.com";

let database: ScratchDatabase;
let alertmanager: TestAlertmanager;
let http: UpstreamHttp;
let priya: SignedInPerson;

beforeAll(async () => {
  database = await openScratchDatabase();
  priya = await signInAs("on_call");
  alertmanager = await startAlertmanager({ webhook: "http://127.0.0.1:9", token: "none" });
  http = createUpstreamHttp({ name: "main", url: alertmanager.url, headers: {} }, 5_000);
  replaceAlertmanagers([http]);
});
afterAll(async () => {
  await http.close();
  await alertmanager.close();
  await database.close();
});

/** All that the portal keeps of silences, and all that it says of them. */
async function known(): Promise<string> {
  const list = await silenceListAs(priya);
  const details = await Promise.all(list.silences.map(({ id }) => silenceAs(priya, id)));
  return JSON.stringify([list, details, await database.prisma.silenceRequest.findMany(), await auditTrail()]);
}

test("L01 a reason leaves its canary behind before Alertmanager hears it", async () => {
  const answer = await createSilenceAs(priya, { reason: `asked for by ${EMAIL}, SSN ${SSN}` });
  expect(answer.status).toBe(200);
  const [silence] = await alertmanager.silences();
  expect(silence!.comment).toMatch(/^asked for by ‹EMAIL:1-\w{8}›, SSN ‹SSN:1-\w{8}› \[portal request /);
  expect(await known()).not.toMatch(/078-05|jane\.roe/);
});

test("a matcher that could name a person is refused, and Alertmanager is not asked", async () => {
  const before = (await alertmanager.silences()).length;
  const answer = await createSilenceAs(priya, { matchers: [matcher("alertname", "A"), matcher("ssn", SSN)] });
  expect(answer.status).toBe(422);
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({ error: "phi_in_query", class: "SSN", field: "ssn" });
  expect(text).not.toContain(SSN);
  expect(await alertmanager.silences()).toHaveLength(before);
});

test("L01 somebody else's silence and the alerts it holds back", async () => {
  const labels = { alertname: "Leak", severity: "warning", ssn: SSN };
  await alertmanager.post([{ labels, startsAt: new Date(), endsAt: new Date(Date.now() + 600_000) }]);
  const posted = await fetch(`${alertmanager.url}/api/v2/silences`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      matchers: [{ ...matcher("ssn", SSN) }],
      startsAt: new Date(),
      endsAt: new Date(Date.now() + 600_000),
      createdBy: EMAIL,
      comment: `for ${SSN}`,
    }),
  });
  const { silenceID: id } = (await posted.json()) as { silenceID: string };
  const preview = await previewSilenceAs(priya, [matcher("alertname", "Leak")]);
  expect(await preview.text()).not.toContain(SSN);
  expect((await extendSilenceAs(priya, id)).status).toBe(200);
  const all = await known();
  expect(all).toMatch(/‹SSN:1-\w{8}›/);
  expect(all).not.toMatch(/078-05|jane\.roe/);
  // What the portal hides it does not change: the silence still matches.
  const kept = (await alertmanager.silences()).find((silence) => silence.id === id);
  expect(kept?.matchers).toMatchObject([{ name: "ssn", value: SSN }]);
});
