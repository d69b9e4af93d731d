import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { ApiError, apiGet, apiSend } from "./api-client";

let server: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const caught = (work: Promise<unknown>): Promise<ApiError> =>
  work.then(
    () => {
      throw new Error("should have thrown");
    },
    (error) => error,
  );

test("gives back what the schema makes of the reply", async () => {
  const url = await serve((_, response) => response.end(`{"at":"2026-11-23T09:00:00Z","more":1}`));
  const schema = z.object({ at: z.string().transform((text) => Date.parse(text)) });
  expect(await apiGet(url, schema)).toEqual({ at: Date.UTC(2026, 10, 23, 9) });
});

test("a schema may be fetched when it is needed", async () => {
  const url = await serve((_, response) => response.end(`{"n":1}`));
  expect(await apiGet(url, async () => z.object({ n: z.number() }))).toEqual({ n: 1 });
});

test("a problem document becomes an ApiError with its code, words, request id and other members", async () => {
  const url = await serve((_, response) => {
    response.writeHead(412, { "content-type": "application/problem+json" });
    response.end(
      JSON.stringify({ status: 412, error: "precondition_failed", detail: "Changed.", requestId: "r1", version: 3 }),
    );
  });
  const error = await caught(apiGet(url, z.unknown()));
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 412, error: "precondition_failed", detail: "Changed.", requestId: "r1" });
  expect(error.extra).toMatchObject({ version: 3 });
});

test("an error that is no problem document (a proxy's page) still is an ApiError with the status", async () => {
  const url = await serve((_, response) => response.writeHead(502).end("<h1>Bad gateway</h1>"));
  expect(await caught(apiGet(url, z.unknown()))).toMatchObject({ status: 502, error: "internal" });
});

test.each(["not json", `{"n":"one"}`])("a reply that does not fit (%s) is refused, never passed on", async (body) => {
  const url = await serve((_, response) => response.end(body));
  expect(await caught(apiGet(url, z.object({ n: z.number() })))).toMatchObject({ status: 0, error: "invalid_reply" });
});

test("a server that cuts the reply short is refused", async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write(`{"n":1}`, () => response.destroy());
  });
  expect(await caught(apiGet(url, z.object({ n: z.number() })))).toMatchObject({ error: "invalid_reply" });
});

test("a redirect is not followed, and nobody listening is said so", async () => {
  const url = await serve((_, response) => response.writeHead(302, { location: "/elsewhere" }).end());
  expect(await caught(apiGet(url, z.unknown()))).toMatchObject({ status: 0, error: "unreachable" });
  expect(await caught(apiGet("http://127.0.0.1:9", z.unknown()))).toMatchObject({ status: 0, error: "unreachable" });
});

test("an abort is the caller's own and not an ApiError", async () => {
  const url = await serve(() => undefined);
  const abort = new AbortController();
  const pending = caught(apiGet(url, z.unknown(), abort.signal));
  abort.abort();
  expect((await pending).name).toBe("AbortError");
  server?.closeAllConnections();
});

test("sends JSON with its own headers; 204 is parsed as undefined", async () => {
  let seen: unknown;
  const url = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { "content-type": type, "idempotency-key": key } = request.headers;
    seen = { method: request.method, type, key, body: Buffer.concat(chunks).toString() };
    response.writeHead(204).end();
  });
  await apiSend("POST", url, { a: 1 }, z.undefined(), { "idempotency-key": "k" });
  expect(seen).toEqual({ method: "POST", type: "application/json", key: "k", body: `{"a":1}` });
});
