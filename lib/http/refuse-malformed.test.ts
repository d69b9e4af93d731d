import http from "node:http";
import net from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refuseMalformed } from "./refuse-malformed";

const server = http.createServer((request, response) => {
  if (!refuseMalformed(request, response)) response.end("framework");
});
let port: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as { port: number }).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function statusOf(request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () =>
      socket.write(`${request}\r\nHost: x\r\nConnection: close\r\n\r\n`),
    );
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
    socket.on("error", reject);
  });
}

test.each([
  "GET /alerts/%",
  "GET /api/alerts/%E0%A4%A",
  "GET /dashboards/%ff",
  "GET * ",
  "GET http://169.254.169.254/",
])("C09 %s is a 400", async (line) => {
  expect(await statusOf(`${line.trim()} HTTP/1.1`)).toBe(400);
});

test("C07 an upgrade is answered 426 and the connection closed", async () => {
  expect(await statusOf("GET /x HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x")).toBe(426);
});

test("C04 a Server Action is a 400", async () => {
  expect(await statusOf(`POST / HTTP/1.1\r\nNext-Action: ${"a".repeat(40)}\r\nContent-Length: 0`)).toBe(400);
});

test.each(["PUT", "DELETE", "PATCH", "POST", "PROPFIND"])("C14 %s of a page is a 405", async (method) => {
  expect(await statusOf(`${method} /alerts HTTP/1.1\r\nContent-Length: 0`)).toBe(405);
});

test("M03 more headers than Node looks at are a 431, however short", async () => {
  const lines = (count: number) => `\r\nHost: x${Array.from({ length: count }, (_, at) => `\r\na${at}: 1`).join("")}`;
  expect(await statusOf(`GET /x HTTP/1.1${lines(1_000)}`)).toBe(431);
  expect(await statusOf(`GET /x HTTP/1.1${lines(900)}`)).toBe(200);
});

test("ordinary requests pass, also with a percent sign in the query", async () => {
  expect(await statusOf("GET /alerts/%41?q=100% HTTP/1.1")).toBe(200);
  expect(await statusOf("POST /api/alerts HTTP/1.1\r\nContent-Length: 0")).toBe(200);
});
