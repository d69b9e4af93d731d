import http from "node:http";
import net from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { AskedRequest } from "@/lib/http/asked-request";
import { listenBeforeFramework } from "@/lib/http/before-framework";
import { constantHeaders } from "@/lib/http/constant-headers";
import type { RouteHandler } from "@/lib/http/define-route";
import { directRoutes } from "@/lib/http/direct-routes";
import { readBytes } from "@/lib/http/read-bytes";
import { SECURITY_HEADERS } from "@/lib/http/security-headers";
import { textResponse } from "@/lib/http/text-response";

let seen: { path: string; body: string; parameter: string | undefined; header: string | null } | undefined;
let aborted: Promise<void>;
let onAbort: () => void;

const handler: RouteHandler = Object.assign(
  async (request: AskedRequest, { params }: { params: Promise<Record<string, string | string[] | undefined>> }) => {
    const { id } = await params;
    if (id === "stranger") return textResponse("who are you?", { status: 401 });
    seen = {
      path: new URL(request.url).pathname,
      body: (await readBytes(request, { maxBytes: 1_000, types: ["text/plain"] })).toString(),
      parameter: id as string,
      header: request.headers.get("x-test"),
    };
    request.signal.addEventListener("abort", () => onAbort());
    if (id === "broken") {
      const body = new ReadableStream({ pull: (stream) => stream.error(new Error("on purpose")) });
      return new Response(body, { status: 200 });
    }
    if (id === "text") return textResponse("señor", { status: 201, headers: { "content-type": "text/plain" } });
    const endless = id === "endless";
    const body = new ReadableStream<Uint8Array>({
      async pull(stream) {
        stream.enqueue(new TextEncoder().encode("line\n"));
        if (!endless) stream.close();
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
    });
    return new Response(body, { status: 207, headers: { "x-answer": "yes" } });
  },
  { access: "public" as const, route: "/direct" },
);

const server = http.createServer((_request, response) => response.end("framework"));
let base: string;

beforeAll(async () => {
  const routes = directRoutes([{ method: "POST", path: /^\/direct\/(?<id>[a-z]+)$/, handler }]);
  listenBeforeFramework((request, response) => routes(request, response) || constantHeaders(request, response), {
    production: true,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  aborted = new Promise((resolve) => {
    onAbort = resolve;
  });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test("an exact match is answered by the handler, with the constant headers", async () => {
  const response = await fetch(`${base}/direct/abc`, { method: "POST", body: "hello", headers: { "x-test": "1" } });
  expect(response.status).toBe(207);
  expect(await response.text()).toBe("line\n");
  expect(seen).toEqual({ path: "/direct/abc", body: "hello", parameter: "abc", header: "1" });
  expect(response.headers.get("x-answer")).toBe("yes");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("one text is sent as one, with its length in bytes and the constant headers", async () => {
  const response = await fetch(`${base}/direct/text`, { method: "POST", body: "" });
  expect([response.status, await response.text()]).toEqual([201, "señor"]);
  expect(response.headers.get("content-length")).toBe("6");
  expect(response.headers.get("content-type")).toBe("text/plain");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("a header that is there twice is both of them", async () => {
  const { port } = new URL(base);
  const headers = ["host", "portal.test", "content-type", "text/plain", "x-test", "1", "x-test", "2"];
  const request = http.request({ port, path: "/direct/text", method: "POST", headers }).end();
  await new Promise((resolve) => request.once("response", (response) => response.resume().once("end", resolve)));
  expect(seen?.header).toBe("1, 2");
});

test.each(["/direct/ABC", "/direct/abc/", "/direct/abc?x=1", "//direct/abc", "/direct/%61bc", "/other"])(
  "%s goes to the framework",
  async (path) => {
    expect(await (await fetch(base + path, { method: "POST" })).text()).toBe("framework");
  },
);

test("N06 another method goes to the framework, whose answer has the constant headers whatever it is", async () => {
  const response = await fetch(`${base}/direct/abc`);
  expect(await response.text()).toBe("framework");
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(response.headers.get(name)).toBe(value);
});

test("E18 a reader who leaves aborts the work behind the answer", async () => {
  const leaving = new AbortController();
  const response = await fetch(`${base}/direct/endless`, { method: "POST", body: "", signal: leaving.signal });
  await response.body?.getReader().read();
  leaving.abort();
  await aborted;
});

test("a body that breaks off cuts the connection instead of ending as if whole", async () => {
  const attempt = fetch(`${base}/direct/broken`, { method: "POST", body: "" }).then((response) => response.text());
  await expect(attempt).rejects.toThrow();
});

test("M04 bodies that do not come are waited for up to 32 MiB together: beyond, the route is asked without them", async () => {
  const head = "POST /direct/stranger HTTP/1.1\r\nHost: x\r\nContent-Length: 262144\r\n\r\n";
  // Once more after their connections were cut: what they took is free again.
  for (let round = 0; round < 2; round++) {
    let answered = 0;
    const sockets = Array.from({ length: 140 }, () => net.connect(Number(new URL(base).port), "127.0.0.1"));
    for (const socket of sockets) socket.once("data", () => answered++).write(head);
    await vi.waitFor(() => expect(answered).toBe(12), 2_000);
    const cut = sockets.map((socket) => new Promise((resolve) => socket.once("close", resolve).destroy()));
    await Promise.all(cut);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answered).toBe(12);
  }
});
