import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AuditClient } from "./audit-client.mjs";

interface Line {
  id: string;
  seq: number;
  event_type: string;
  user_id?: string;
  last_seq?: number;
}

/** A portal that keeps an event once by its id; `behave` may answer, or leave a request alone, before it does. */
async function startPortal(
  behave: (response: ServerResponse, request: number, lines: number) => boolean = () => false,
  port = 0,
) {
  const kept = new Map<string, Line>();
  const beats: Line[] = [];
  let requests = 0;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    requests += 1;
    const lines = body
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
    if (behave(response, requests, lines.length)) return;
    const events = lines.filter((line) => line.event_type !== "HEARTBEAT");
    const fresh = events.filter(({ id }) => !kept.has(id));
    for (const line of fresh) kept.set(line.id, line);
    beats.push(...lines.filter((line) => line.event_type === "HEARTBEAT"));
    const heartbeats = lines.length - events.length;
    const report = {
      accepted: fresh.length,
      duplicates: events.length - fresh.length,
      heartbeats,
      refused: [],
      gaps: [],
    };
    response.end(JSON.stringify(report));
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: bound } = server.address() as AddressInfo;
  const stop = async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  stops.push(stop);
  const seqs = () => [...kept.values()].map(({ seq }) => seq).sort((a, b) => a - b);
  return { url: `http://127.0.0.1:${bound}/`, port: bound, kept, beats, seqs, requests: () => requests, stop };
}

const stops: (() => unknown)[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "audit-spool-"));
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  rmSync(folder, { recursive: true });
});

function startClient(url: string, options: object = {}): AuditClient {
  const quick = { timeoutMs: 300, firstDelayMs: 10, longestDelayMs: 50 };
  const client = new AuditClient({ url, token: "t".repeat(32), folder, ...quick, ...options });
  stops.push(() => client.close(1));
  return client;
}

const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index);
const emit = (client: AuditClient, count: number) => numbers(count).map(() => client.emit({ event_type: "LOGOUT" }));
const segments = () => readdirSync(folder).filter((name) => name.endsWith(".ndjson"));
async function until(done: () => boolean) {
  for (const end = Date.now() + 10_000; !done(); ) {
    if (Date.now() > end) throw new Error("it did not come to pass");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("events arrive once, in order, with ids that sort and numbers without holes; nothing stays behind", async () => {
  const portal = await startPortal();
  const client = startClient(portal.url);
  emit(client, 1_200);
  expect(await client.close()).toBe(true);
  expect(portal.seqs()).toEqual(numbers(1_200));
  const ids = [...portal.kept.keys()];
  expect(ids).toEqual([...ids].sort());
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(segments()).toEqual([]);
});

test.each<[string, (response: ServerResponse) => void]>([
  ["503", (response) => response.writeHead(503, { "retry-after": "0" }).end("{}")],
  ["401", (response) => response.writeHead(401).end("{}")],
  ["a hang", () => {}],
  ["a reset", (response) => response.socket?.destroy()],
  ["an answer that breaks off", (response) => response.write('{"accepted":', () => response.socket?.destroy())],
  ["a proxy's 200", (response) => response.end("<html>ok</html>")],
  [
    "an answer that leaves lines out",
    (response) => response.end('{"accepted":1,"duplicates":0,"heartbeats":0,"refused":[],"gaps":[]}'),
  ],
  ["a redirect", (response) => response.writeHead(307, { location: "http://127.0.0.1:9/" }).end()],
])("%s loses nothing and doubles nothing", async (_name, misbehave) => {
  const portal = await startPortal((response, request) => {
    if (request > 3) return false;
    misbehave(response);
    return true;
  });
  const client = startClient(portal.url);
  emit(client, 20);
  await until(() => client.pending === 0);
  expect(portal.seqs()).toEqual(numbers(20));
  expect(portal.requests()).toBeGreaterThan(3);
});

test("why it does not get through can be read, until it does", async () => {
  const portal = await startPortal((response, request) => {
    if (request <= 3) response.writeHead(401).end("{}");
    return request <= 3;
  });
  const client = startClient(portal.url);
  expect(client.lastFailure).toBeNull();
  emit(client, 1);
  await until(() => client.lastFailure === "status 401");
  await until(() => client.pending === 0);
  expect(client.lastFailure).toBeNull();
});

test("a portal that stored a batch but whose answer was lost is sent it again, with the same ids", async () => {
  const inner = await startPortal();
  const outer = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    await fetch(inner.url, { method: "POST", body });
    if (inner.requests() < 3) response.socket?.destroy();
    else response.end('{"accepted":0,"duplicates":5,"heartbeats":0,"refused":[],"gaps":[]}');
  }).listen(0, "127.0.0.1");
  stops.push(() => outer.close());
  await once(outer, "listening");
  const client = startClient(`http://127.0.0.1:${(outer.address() as AddressInfo).port}/`);
  emit(client, 5);
  await until(() => client.pending === 0);
  expect(inner.seqs()).toEqual(numbers(5));
});

test("a batch that is too large is halved until it passes", async () => {
  const portal = await startPortal((response, _request, lines) => {
    if (lines > 10) response.writeHead(413).end();
    return lines > 10;
  });
  const client = startClient(portal.url);
  emit(client, 100);
  await until(() => client.pending === 0);
  expect(portal.seqs()).toEqual(numbers(100));
});

test("a portal that dies and comes back gets what happened meanwhile; the caller never waits", async () => {
  const first = await startPortal();
  const client = startClient(first.url);
  emit(client, 3);
  await until(() => client.pending === 0);
  await first.stop();
  const before = process.cpuUsage();
  const kept = emit(client, 5_000);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000 / 5_000).toBeLessThan(2); // ms of processor time for an event
  expect(kept.every(Boolean)).toBe(true);
  const second = await startPortal(undefined, first.port);
  await until(() => client.pending === 0);
  expect(second.seqs()).toEqual(numbers(5_000, 4));
});

test("kill -9 with events in the spool: the next process sends them, each once, and its numbers go on", async () => {
  const deaf = await startPortal(() => true);
  const child: ChildProcess = spawn(process.execPath, ["tests/support/emit-and-wait.mjs", deaf.url, folder, "700"]);
  const [said] = (await once(child.stdout!, "data")) as [Buffer];
  expect(said.toString()).toBe("emitted\n");
  child.kill("SIGKILL");
  await once(child, "exit");
  const portal = await startPortal();
  const client = startClient(portal.url);
  expect(client.pending).toBe(700);
  emit(client, 2);
  await until(() => client.pending === 0);
  expect(portal.seqs()).toEqual(numbers(702));
  expect([...portal.kept.values()].map(({ user_id }) => user_id).slice(0, 700)).toEqual(
    numbers(700).map((number) => `u-${number - 1}`),
  );
  expect(segments()).toEqual([]);
});

test("kill -9 in the middle of a delivery sends some twice, which their ids undo", async () => {
  const portal = await startPortal((response, request) => {
    if (request !== 2) return false;
    child.kill("SIGKILL");
    response.socket?.destroy();
    return true;
  });
  const child = spawn(process.execPath, ["tests/support/emit-and-wait.mjs", portal.url, folder, "1500"]);
  await once(child, "exit");
  const client = startClient(portal.url);
  expect(client.pending).toBe(1_000); // the first 500 were answered for
  await until(() => client.pending === 0);
  expect(portal.seqs()).toEqual(numbers(1_500));
});

test("half a line on the disk is left out, and what comes after it is not harmed", async () => {
  const nowhere = "http://127.0.0.1:9/";
  const first = startClient(nowhere);
  emit(first, 2);
  await first.close(1);
  const [segment] = segments();
  appendFileSync(path.join(folder, segment!), '{"id":"01');
  const second = startClient(nowhere);
  expect(second.pending).toBe(2);
  emit(second, 2);
  await second.close(1);
  writeFileSync(path.join(folder, "position"), "{"); // and the position is lost
  const portal = await startPortal();
  const third = startClient(portal.url);
  await until(() => third.pending === 0);
  expect(portal.seqs()).toEqual(numbers(4));
});

test("a full spool keeps the oldest; the numbers of what was dropped are used up, also when the process is killed", async () => {
  const deaf = await startPortal(() => true);
  const maxSpoolBytes = 2_000;
  const script = ["tests/support/emit-and-wait.mjs", deaf.url, folder, "100", String(maxSpoolBytes)];
  const child = spawn(process.execPath, script);
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  const portal = await startPortal();
  const client = startClient(portal.url, { maxSpoolBytes });
  const kept = client.pending;
  expect(kept).toBeGreaterThan(5);
  expect(kept).toBeLessThan(20);
  expect(client.emit({ event_type: "LOGOUT", details: { text: "x".repeat(maxSpoolBytes) } })).toBe(false);
  expect(client.dropped).toBe(1);
  await until(() => client.pending === 0);
  emit(client, 1);
  await until(() => client.pending === 0);
  expect(portal.seqs()).toEqual([...numbers(kept), 102]);
});

test("an idle client says that it lives, with its last number, and only when nothing waits", async () => {
  const portal = await startPortal();
  const client = startClient(portal.url, { heartbeatMs: 30 });
  emit(client, 2);
  await until(() => portal.beats.length >= 2);
  expect(portal.beats[0]).toMatchObject({ event_type: "HEARTBEAT", last_seq: 2 });
  await client.close();
  expect(client.emit({ event_type: "LOGOUT" })).toBe(false);
});

test("a busy client has its first heartbeat soon: from then on the portal notices when it falls silent", async () => {
  const portal = await startPortal();
  const client = startClient(portal.url, { heartbeatMs: 60_000 });
  emit(client, 3);
  await until(() => portal.beats.length === 1);
  expect(portal.beats[0]).toMatchObject({ last_seq: 3 });
});

test("what cannot be written down is dropped, and throws nothing", async () => {
  const portal = await startPortal();
  const client = startClient(portal.url);
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  expect(client.emit(cyclic)).toBe(false);
  expect(client.emit({ count: 1n })).toBe(false);
  expect(client.emit({ event_type: "LOGOUT" })).toBe(true);
  await until(() => client.pending === 0);
  expect(portal.seqs()).toEqual([1]);
});
