import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { freePort } from "../bootstrap/free-port.mjs";
import { startPostgres } from "../bootstrap/start-postgres.mjs";
import { startMeasured } from "./measured-server.mjs";
import { signIn } from "./portal-session.mjs";
import { median, quantile } from "./statistics.mjs";

const STREAMS = 500;
const ROUNDS = 40;
const CYCLES = 5;
const PORTAL_PORT = 23952;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * 500 open live streams of the portal beside as many of a bare Node server. Both hear the same notice of one
 * PostgreSQL server, in turn; measured is the time from the notice to each reader, and the memory a reader costs.
 */
export async function liveStreams() {
  const folder = mkdtempSync(path.join(tmpdir(), "portal-bench-sse-"));
  const postgres = await startPostgres();
  const database = new pg.Client({ connectionString: postgres.url });
  const servers = [];
  try {
    await database.connect();
    const port = await freePort(PORTAL_PORT);
    const barePort = await freePort(port + 1);
    const base = `http://127.0.0.1:${port}`;
    const env = { DATABASE_URL: postgres.url };
    const portal = await startMeasured(".next/standalone/server.js", {
      port,
      ready: "/api/health/ready",
      memoryFile: path.join(folder, "portal.json"),
      env: { ...env, ...portalSettings(folder, base) },
    });
    servers.push(portal);
    const bare = await startMeasured("scripts/bench/bare-sse.mjs", {
      port: barePort,
      ready: "/",
      memoryFile: path.join(folder, "bare.json"),
      env,
    });
    servers.push(bare);
    const cookie = await signIn(base, folder, "admin");
    const sides = [
      { name: "portal", server: portal, port, path: "/api/events", cookie, channel: "portal_changes" },
      { name: "bare", server: bare, port: barePort, path: "/", cookie, channel: "bare_changes" },
    ];
    const kilobytes = await memoryPerStream(sides);
    const times = await fanOut(sides, database);
    return results(kilobytes, times);
  } finally {
    for (const server of servers) await server.stop();
    await database.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function portalSettings(folder, base) {
  const users = path.join(folder, "users.json");
  const password = randomBytes(18).toString("base64url");
  writeFileSync(users, JSON.stringify([{ email: "admin@bench.example", name: "Bench", role: "admin", password }]));
  writeFileSync(
    path.join(folder, "datasources.yaml"),
    "datasources:\n  - { name: none, type: prometheus, url: http://127.0.0.1:1 }\n",
  );
  return {
    NODE_ENV: "production",
    NEXT_MANUAL_SIG_HANDLE: "true",
    HOSTNAME: "127.0.0.1",
    PORTAL_URL: base,
    PORTAL_SECRET: randomBytes(32).toString("hex"),
    DATASOURCES_FILE: path.join(folder, "datasources.yaml"),
    LOCAL_LOGIN: "on",
    BOOTSTRAP_USERS_FILE: users,
    LIVE_STREAMS_PER_USER: "10000",
    LOG_LEVEL: "warn",
  };
}

/** KB per open stream, the median of several times opening and closing all of them. */
async function memoryPerStream(sides) {
  const found = { portal: [], bare: [], portalRss: [], bareRss: [] };
  for (let cycle = 0; cycle <= CYCLES; cycle++)
    for (const side of sides) {
      const before = await side.server.memory();
      const streams = await openStreams(side);
      await pause(1_000);
      const after = await side.server.memory();
      for (const stream of streams) stream.close();
      await pause(1_000);
      if (cycle === 0) continue; // what is compiled and cached once is no reader's
      found[side.name].push((after.held - before.held) / STREAMS / 1024);
      found[`${side.name}Rss`].push((after.rss - before.rss) / STREAMS / 1024);
    }
  return Object.fromEntries(Object.entries(found).map(([name, values]) => [name, median(values)]));
}

/** Milliseconds from a notice to each reader, the two sides in turn. */
async function fanOut(sides, database) {
  const times = { portal: [], bare: [] };
  for (const side of sides) side.streams = await openStreams(side);
  await pause(1_000);
  for (let round = 1; round <= ROUNDS; round++)
    for (const { name, streams, channel } of sides) {
      const heard = Promise.all(streams.map((stream) => stream.next()));
      const started = performance.now();
      const payload = name === "portal" ? `alerts ${round + 1_000}` : String(round + 1_000);
      await database.query("SELECT pg_notify($1, $2)", [channel, payload]);
      for (const at of await heard) times[name].push(at - started);
      await pause(300); // longer than the portal's pause between two messages
    }
  for (const { streams } of sides) for (const stream of streams) stream.close();
  return times;
}

function openStreams({ port, path: target, cookie }) {
  return Promise.all(Array.from({ length: STREAMS }, () => openStream(port, target, cookie)));
}

function openStream(port, target, cookie) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () =>
      socket.write(
        `GET ${target} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\nsec-fetch-site: same-origin\r\n\r\n`,
      ),
    );
    let told;
    let open = false;
    socket.on("data", (chunk) => {
      const text = chunk.toString("latin1");
      if (!open && !/^HTTP\/1\.1 200 /.test(text)) return void reject(new Error(text.slice(0, 200)));
      if (!open) {
        open = true;
        resolve({
          close: () => socket.destroy(),
          next: () =>
            new Promise((done) => {
              told = done;
            }),
        });
      }
      if (text.includes("event: change")) told?.(performance.now());
    });
    socket.once("error", reject);
  });
}

function results(kilobytes, times) {
  const at = (name, q) => quantile(times[name], q);
  const figures = (name) => `${name} p50 ${at(name, 0.5).toFixed(1)}, p95 ${at(name, 0.95).toFixed(1)} ms`;
  return [
    {
      row: 21,
      title: `live streams: p99 from a change to each of ${STREAMS} readers ÷ bare Node`,
      ours: at("portal", 0.99),
      theirs: at("bare", 0.99),
      unit: "ms",
      target: 1.3,
      note: `${figures("portal")}; ${figures("bare")}`,
    },
    {
      row: 21,
      title: `live streams: p95 to each of ${STREAMS} readers ÷ one second`,
      ours: at("portal", 0.95),
      theirs: 1_000,
      unit: "ms",
      target: 1,
    },
    {
      row: 21,
      title: "live streams: memory per reader ÷ bare Node",
      ours: kilobytes.portal,
      theirs: kilobytes.bare,
      unit: "KB",
      target: 2,
      note: `of the whole process: ${kilobytes.portalRss.toFixed(1)} and ${kilobytes.bareRss.toFixed(1)} KB`,
    },
  ];
}
