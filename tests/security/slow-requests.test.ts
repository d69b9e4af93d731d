import { once } from "node:events";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listenBeforeFramework } from "@/lib/http/before-framework";
import { limitSlowRequests, REQUEST_MS } from "@/lib/http/limit-slow-requests";

const MS = { head: 300, whole: 600, check: 100 };
let server: http.Server;
beforeEach(async () => {
  server = http.createServer((request, response) => {
    response.write("first");
    request.resume().once("end", () => setTimeout(() => response.end("last"), 1_500));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends this and nothing more: what came back until the connection was closed, and after how long. */
async function trickle(text: string): Promise<{ reply: string; seconds: number }> {
  const began = performance.now();
  const socket = net.connect((server.address() as AddressInfo).port, "127.0.0.1");
  let reply = "";
  socket.on("data", (chunk) => {
    reply += chunk;
  });
  socket.on("error", () => undefined);
  socket.write(text);
  await once(socket, "close");
  return { reply, seconds: (performance.now() - began) / 1_000 };
}

describe("M04 a request that never arrives", () => {
  test.each([
    ["a head that does not end", "GET / HTTP/1.1\r\nHost: x\r\n"],
    ["a body that does not come", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab"],
  ])("%s ends its connection", async (_name, text) => {
    limitSlowRequests(server, MS);
    expect((await trickle(text)).seconds).toBeLessThan(10);
  });

  test("an answer that takes longer is not cut", async () => {
    limitSlowRequests(server, MS);
    const { reply, seconds } = await trickle("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    expect(reply).toContain("last");
    expect(seconds).toBeGreaterThan(1.4);
  });

  test("a running portal ends it within 30 seconds", async () => {
    listenBeforeFramework(() => false, { production: true });
    await trickle("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    expect(server).toMatchObject({ headersTimeout: REQUEST_MS.head, requestTimeout: REQUEST_MS.whole });
    expect(REQUEST_MS.head).toBeLessThanOrEqual(REQUEST_MS.whole);
    expect(REQUEST_MS.whole + REQUEST_MS.check).toBeLessThanOrEqual(30_000);
  });
});
