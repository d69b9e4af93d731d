import { randomBytes, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import pg from "pg";
import { startPostgres } from "../bootstrap/start-postgres.mjs";
import { exchange } from "./http-exchange.mjs";
import { signIn } from "./portal-session.mjs";
import { startPortal } from "./start-portal.mjs";
import { median, quantile } from "./statistics.mjs";

const ALERTS = 10_000;
const ROUNDS = 7;
/** Storms in which a person takes alerts meanwhile; apart, so that each figure is of one thing. */
const HUMAN_ROUNDS = 2;
const SHAPES = [
  { name: "1 × 10,000", deliveries: 1, inFlight: 1 },
  { name: "100 × 100 at once", deliveries: 100, inFlight: 100 },
  { name: "1,000 × 10, 64 in flight", deliveries: 1_000, inFlight: 64 },
];
const TARGET = { answer: 0.5, applied: 1.5 };
const LOOK_EVERY_MS = 25;
/** Of an EPISODE_OPENED as these storms cause them. */
const ENTRY_BYTES = 700;

/**
 * Row 12: ten thousand new alerts by webhook: how long a delivery waits until it is safe (answered), and until its alerts
 * are in the episodes and in the ledger (that transaction's commit, by the server's own account); the slowest of a
 * hundred counts. Beside it one raw set-based upsert of as many into the same table of the same server; and, since the
 * portal writes two rows of each alert, the episode and its entry of the ledger, raw statements of both.
 */
export async function storms({ port, directory }) {
  const title = "storm of 10,000 alerts";
  const postgres = await startPostgres({ durable: true, datedCommits: true }).catch((error) => error);
  if (postgres instanceof Error) return { row: 12, title, missing: postgres.message };
  try {
    return await measure(postgres.url, { port, directory });
  } finally {
    await postgres.stop();
  }
}

async function measure(serverUrl, { port, directory }) {
  const admin = await connect(serverUrl);
  await admin.query("CREATE DATABASE portal");
  await admin.query("CREATE DATABASE beside");
  await admin.end();
  const portal = await startPortal({ port, directory, databaseUrl: databaseOf(serverUrl, "portal") });
  const database = await connect(databaseOf(serverUrl, "portal"));
  const beside = await connect(databaseOf(serverUrl, "beside"));
  try {
    await migrate(beside);
    const storm = (shape) => stormOf(portal, database, shape);
    const figures = SHAPES.map((shape) => ({
      shape,
      answers: [],
      allAnswered: [],
      applied: [],
      allApplied: [],
      raw: [],
      both: [],
    }));
    const losses = [];
    for (let round = 0; round <= ROUNDS; round++) {
      for (const figure of figures) {
        const raw = await rawUpsert(beside);
        const both = raw + (await rawEntries(beside));
        const { answer, allAnswered, applied, allApplied, lost, doubled } = await storm(figure.shape);
        losses.push(lost + doubled);
        if (round === 0) continue; // both sides warm up
        figure.raw.push(raw);
        figure.both.push(both);
        figure.answers.push(answer);
        figure.allAnswered.push(allAnswered);
        figure.applied.push(applied);
        figure.allApplied.push(allApplied);
      }
    }
    const human = await acknowledgeDuring(portal, database, directory, storm);
    return [...figures.flatMap((figure) => rowsOf(figure, Math.max(...losses))), human];
  } finally {
    await Promise.all([database, beside].map((client) => client.end()));
    await portal.stop();
  }
}

/** The portal's own table, made as the portal makes it. */
async function migrate(client) {
  const folders = readdirSync("prisma/migrations", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders.sort((a, b) => (a.name < b.name ? -1 : 1)))
    await client.query(readFileSync(path.join("prisma/migrations", name, "migration.sql"), "utf8"));
}

function rowsOf({ shape, raw, both, ...figure }, losses) {
  const row = (what, target, values, beside, last, words = "") => ({
    row: 12,
    title: `storm ${shape.name}: ${what}`,
    ours: median(values),
    theirs: median(beside),
    unit: "ms",
    target,
    note: `p99, median of ${ROUNDS}, best ${ratio(values, beside)}; the last of all after ${median(last).toFixed(0)} ms${words}`,
  });
  const { answers, allAnswered, applied, allApplied } = figure;
  return [
    row("answer ÷ one raw upsert", TARGET.answer, answers, raw, allAnswered, `; ${losses} lost or doubled`),
    row("applied ÷ one raw upsert, of episodes alone", TARGET.applied, applied, raw, allApplied),
    row("applied ÷ raw statements of the same rows", TARGET.applied, applied, both, allApplied),
  ];
}

const ratio = (ours, theirs) => (Math.min(...ours) / Math.min(...theirs)).toFixed(2);

async function connect(url) {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {}); // of a server that is stopped: what failed before is told
  await client.connect();
  return client;
}

function databaseOf(serverUrl, name) {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function alertsOf(tag) {
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  const description = "Memory of the pod is above ninety percent of its limit for more than ten minutes. ".repeat(2);
  return Array.from({ length: ALERTS }, (_, index) => ({
    status: "firing",
    labels: {
      alertname: "PodMemoryHigh",
      severity: "warning",
      team: "platform",
      service: "medinovai",
      namespace: "production",
      job: "kubernetes-pods",
      pod: `chatbot-backend-${tag}-${index}`,
      instance: `10.0.${index >> 8}.${index & 255}:9102`,
    },
    annotations: { summary: `Pod ${index} uses too much memory`, description },
    startsAt,
    endsAt: "0001-01-01T00:00:00Z",
    generatorURL: `http://prometheus:9090/graph?g0.expr=container_memory_working_set_bytes&g0.tab=${index}`,
    fingerprint: randomBytes(8).toString("hex"),
  }));
}

/** Milliseconds of the one statement, its parameter's text included. */
async function rawUpsert(client) {
  const rows = alertsOf(randomUUID()).map(({ labels, annotations, startsAt, generatorURL, fingerprint }) => ({
    id: randomUUID(),
    identity: randomBytes(32).toString("hex"),
    fingerprint,
    source: "webhook",
    alertname: labels.alertname,
    severity: labels.severity,
    team: labels.team,
    labels,
    annotations,
    generator_url: generatorURL,
    state: "firing",
    starts_at: startsAt,
  }));
  await client.query("CHECKPOINT");
  const started = performance.now();
  await client.query(
    `INSERT INTO episodes (id, identity, fingerprint, source, alertname, severity, team, labels, annotations,
       generator_url, state, starts_at)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, identity text, fingerprint text, source text,
       alertname text, severity text, team text, labels jsonb, annotations jsonb, generator_url text, state text,
       starts_at timestamptz)
     ON CONFLICT (identity) WHERE state <> 'resolved'
       DO UPDATE SET last_seen_at = clock_timestamp(), annotations = excluded.annotations`,
    [JSON.stringify(rows)],
  );
  return performance.now() - started;
}

/** Milliseconds of as many entries of the portal's size, unchained, in one statement. */
async function rawEntries(client) {
  const [{ next }] = (await client.query("SELECT COALESCE(max(seq) + 1, 0)::int AS next FROM audit_entries")).rows;
  const bodies = Array.from({ length: ALERTS }, () => randomBytes(ENTRY_BYTES / 2).toString("hex"));
  const started = performance.now();
  await client.query(
    `INSERT INTO audit_entries (seq, recorded_at, action, outcome, actor_kind, actor_name, subject, request_id, body,
       prev_hash, hash)
     SELECT $1 + place - 1, clock_timestamp(), 'EPISODE_OPENED', 'success', 'machine', 'alertmanager',
       'episode:' || gen_random_uuid(), gen_random_uuid(), convert_to(body, 'UTF8'), $3, $3
     FROM unnest($2::text[]) WITH ORDINALITY AS r(body, place)`,
    [next, bodies, randomBytes(32)],
  );
  return performance.now() - started;
}

/** One storm: milliseconds of an answer and until a delivery is applied (p99 and the last of all); and what went wrong. */
async function stormOf({ base, token }, database, { deliveries, inFlight }) {
  const tag = randomUUID();
  const alerts = alertsOf(tag);
  const size = ALERTS / deliveries;
  const bodies = Array.from({ length: deliveries }, (_, index) =>
    Buffer.from(
      JSON.stringify({
        version: "4",
        groupKey: groupKey(tag, index),
        truncatedAlerts: 0,
        status: "firing",
        receiver: "portal",
        alerts: alerts.slice(index * size, (index + 1) * size),
      }),
    ),
  );
  const entriesBefore = await countOf(database, "SELECT count(*) FROM audit_entries WHERE action = 'EPISODE_OPENED'");
  await database.query("CHECKPOINT");
  const agent = new http.Agent({ keepAlive: true, maxSockets: inFlight });
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const clock = Date.now() - performance.now();
  const started = performance.now();
  const answers = [];
  const sentAt = [];
  let next = 0;
  const send = async () => {
    while (next < bodies.length) {
      sentAt[next] = performance.now();
      const body = bodies[next++];
      const answer = await exchange(agent, `${base}/api/ingest/alertmanager`, { method: "POST", headers, body });
      if (answer.status !== 200) throw new Error(`a delivery was answered ${answer.status}: ${answer.body}`);
      answers.push(answer.ms);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, send));
  const allAnswered = performance.now() - started;
  while ((await countOf(database, "SELECT count(*) FROM deliveries")) > 0)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  agent.destroy();
  const ofStorm = "FROM episodes WHERE labels->>'pod' LIKE $1";
  const stored = await database.query(
    `SELECT count(*)::int AS rows, count(DISTINCT identity)::int AS alerts ${ofStorm}`,
    [`chatbot-backend-${tag}-%`],
  );
  const commits = await database.query(
    `SELECT group_key, extract(epoch FROM max(pg_xact_commit_timestamp(xmin)))::float8 * 1000 AS at ${ofStorm}
     GROUP BY group_key`,
    [`chatbot-backend-${tag}-%`],
  );
  const committed = new Map(commits.rows.map(({ group_key, at }) => [group_key, at - clock]));
  const applied = sentAt.map((sent, index) => committed.get(groupKey(tag, index)) - sent);
  const { rows, alerts: found } = stored.rows[0];
  const entries =
    (await countOf(database, "SELECT count(*) FROM audit_entries WHERE action = 'EPISODE_OPENED'")) - entriesBefore;
  const doubled = rows - found + Math.abs(entries - ALERTS);
  return {
    answer: quantile(answers, 0.99),
    allAnswered,
    applied: quantile(applied, 0.99),
    allApplied: Math.max(...committed.values()) - started,
    lost: ALERTS - found,
    doubled,
  };
}

const groupKey = (tag, index) => `{}/{storm="${tag}"}:{part="${index}"}`;

async function countOf(client, sql) {
  return Number((await client.query(sql)).rows[0].count);
}

/** A person takes one alert after the other while it storms, in every shape: how long the slowest had to wait. */
async function acknowledgeDuring({ base }, database, directory, storm) {
  const cookie = await signIn(base, directory, "on_call");
  const waiting = await database.query("SELECT id FROM episodes WHERE state = 'firing' ORDER BY opened_at LIMIT 5000");
  const ids = waiting.rows.map(({ id }) => id);
  const agent = new http.Agent({ keepAlive: true });
  const headers = { cookie, origin: base, "sec-fetch-site": "same-origin", "content-type": "application/json" };
  const waits = [];
  for (let round = 0; round < HUMAN_ROUNDS; round++)
    for (const shape of SHAPES) {
      let storming = true;
      const person = (async () => {
        while (storming) {
          const url = `${base}/api/alerts/${ids.pop()}/acknowledge`;
          const answer = await exchange(agent, url, { method: "POST", headers, body: "{}" });
          if (answer.status !== 200)
            throw new Error(`an acknowledgement was answered ${answer.status}: ${answer.body}`);
          waits.push(answer.ms);
        }
      })();
      await storm(shape);
      storming = false;
      await person;
    }
  agent.destroy();
  return {
    row: 12,
    title: "acknowledgement during the storms, p99 ÷ one second",
    ours: quantile(waits, 0.99),
    theirs: 1_000,
    unit: "ms",
    target: 1,
    note: `${waits.length} acknowledgements, median ${median(waits).toFixed(0)} ms`,
  };
}
