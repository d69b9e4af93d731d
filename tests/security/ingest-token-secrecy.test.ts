import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostgres } from "../../scripts/bootstrap/start-postgres.mjs";
import { firing, INGEST_TOKEN } from "../support/deliver";
import { type PortalProgram, packPortal } from "../support/portal-process";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: ScratchDatabase;
let portal: PortalProgram;

beforeAll(async () => {
  postgres = await startPostgres(); // two processes look at it
  process.env.TEST_DATABASE_URL = postgres.url;
  database = await openScratchDatabase();
  portal = await packPortal();
});
afterAll(async () => {
  await portal.remove();
  await database.close();
  await postgres.stop();
});

test("H17 no token of the webhook, right or wrong, is in an answer, the log or the ledger", async () => {
  const wrong = `wrong-${randomUUID()}-${randomUUID()}`;
  const one = await portal.start({ DATABASE_URL: database.url, LOG_LEVEL: "trace" });
  const good = JSON.stringify({ version: "4", alerts: [firing("HighErrorRate")] });
  const answers: string[] = [];
  const send = async (token: string, body: string, query = "") => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const url = `${one.url}/api/ingest/alertmanager${query}`;
    const answer = await fetch(url, { method: "POST", headers, body });
    answers.push(`${[...answer.headers].join()} ${await answer.text()}`);
    return answer.status;
  };
  expect(await send(INGEST_TOKEN, good)).toBe(200);
  expect(await send(INGEST_TOKEN, "{")).toBe(400);
  expect(await send(wrong, good)).toBe(401);
  expect(await send(`${wrong} x`, good, `?token=${INGEST_TOKEN}`)).toBe(401);
  await database.sql("ALTER TABLE deliveries RENAME TO deliveries_away");
  expect(await send(INGEST_TOKEN, good)).toBe(503);
  await database.sql("ALTER TABLE deliveries_away RENAME TO deliveries; ALTER TABLE episodes RENAME TO episodes_away");
  expect(await send(INGEST_TOKEN, good)).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 500)); // it fails to apply it, and says so
  await one.kill();
  const written = await database.prisma.auditEntry.findMany();
  const ledger = written.map(({ body }) => Buffer.from(body).toString()).join();
  expect(one.output()).toContain("could not be applied");
  expect(ledger).toContain("HighErrorRate");
  for (const secret of [INGEST_TOKEN, wrong])
    for (const text of [one.output(), ledger, ...answers]) expect(text).not.toContain(secret);
});
