import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { connection, exchange } from "./http-exchange.mjs";
import { panelReader } from "./portal-session.mjs";
import { median } from "./statistics.mjs";

const ROUNDS = 6;
const PER_ROUND = 150;

/**
 * Row 1: a cached answer of the gateway beside a hit of nginx's proxy_cache: the same request, body and all, for the
 * same bytes, one connection each. nginx looks at the body only, the gateway at session, origin, permission and limit too.
 */
export async function cachedBesideNginx({ base, cookie, panels }) {
  const title = "cached batch p50 ÷ nginx proxy_cache hit, same request and bytes";
  if (spawnSync("nginx", ["-v"]).error) return { row: 1, title, target: 0.6, missing: "nginx is not installed" };
  const reader = panelReader(base, cookie, "operations");
  const range = { from: "now-24h", to: "now" };
  const sample = await reader.ask(panels.operations, range.from, range.to);
  const nginx = await startNginx(sample.body);
  const agent = connection();
  const asked = reader.request(panels.operations, range.from, range.to);
  const ours = [];
  const theirs = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (let i = 0; i < PER_ROUND; i++) ours.push((await reader.ask(panels.operations, range.from, range.to)).ms);
      for (let i = 0; i < PER_ROUND; i++) theirs.push((await exchange(agent, nginx.url, asked)).ms);
    }
    if (nginx.misses() > ROUNDS) throw new Error(`nginx asked its origin ${nginx.misses()} times: those are no hits`);
  } finally {
    agent.destroy();
    reader.close();
    await nginx.stop();
  }
  return {
    row: 1,
    title,
    ours: median(ours),
    theirs: median(theirs),
    unit: "ms",
    target: 0.6,
    note: `${sample.body.length} bytes`,
  };
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startNginx(body) {
  const directory = mkdtempSync(path.join(tmpdir(), "portal-bench-nginx-"));
  mkdirSync(path.join(directory, "cache"));
  let misses = 0;
  const origin = http.createServer((_request, response) => {
    misses += 1;
    response.writeHead(200, {
      "content-type": "application/x-ndjson",
      "content-encoding": "gzip",
      "cache-control": "max-age=600",
    });
    response.end(body);
  });
  await new Promise((resolve) => origin.listen(0, "127.0.0.1", resolve));
  const port = await freePort();
  const file = path.join(directory, "nginx.conf");
  writeFileSync(
    file,
    `daemon off; worker_processes 1; pid ${directory}/nginx.pid; error_log ${directory}/error.log;
user root;
events { worker_connections 512; }
http { access_log off; proxy_cache_path ${directory}/cache keys_zone=z:10m; client_body_temp_path ${directory}/t1;
  proxy_temp_path ${directory}/t2; fastcgi_temp_path ${directory}/t3; uwsgi_temp_path ${directory}/t4; scgi_temp_path ${directory}/t5;
  server { listen 127.0.0.1:${port}; keepalive_requests 100000;
    client_body_buffer_size 64k;
    location / { proxy_cache z; proxy_cache_valid 200 10m; proxy_cache_methods POST; proxy_cache_key $uri$request_body; proxy_pass http://127.0.0.1:${origin.address().port}; } } }`,
  );
  const nginx = spawn("nginx", ["-c", file, "-p", directory], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}/`;
  for (let attempt = 0; attempt < 50; attempt++) {
    if (
      await fetch(url).then(
        (response) => response.ok,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    /** Requests that came past the cache, those of its start included. */
    misses: () => misses,
    async stop() {
      nginx.kill("SIGTERM");
      await new Promise((resolve) => nginx.once("exit", resolve));
      origin.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
