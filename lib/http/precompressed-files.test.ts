import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { precompressedFiles } from "./precompressed-files";

const directory = mkdtempSync(path.join(os.tmpdir(), "portal-static-"));
const script = "export const answer = 42;".repeat(50);
let server: http.Server;
let base: string;

beforeAll(async () => {
  mkdirSync(path.join(directory, "chunks"));
  writeFileSync(path.join(directory, "chunks/a.js"), script);
  writeFileSync(path.join(directory, "chunks/a.js.br"), brotliCompressSync(script));
  writeFileSync(path.join(directory, "chunks/plain.js"), script);
  writeFileSync(path.join(directory, "secret.json.br"), "x");
  const listener = precompressedFiles(directory);
  server = http.createServer((request, response) => {
    if (!listener(request, response)) response.end("framework");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

const get = (file: string, accepted: string) => fetch(base + file, { headers: { "accept-encoding": accepted } });

test("a compressed script is served as such, for ever, with the constant headers", async () => {
  const response = await get("/_next/static/chunks/a.js", "gzip, br");
  expect(response.headers.get("content-encoding")).toBe("br");
  expect(response.headers.get("cache-control")).toContain("immutable");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await response.text()).toBe(script);
});

test.each([
  ["a reader without Brotli", "/_next/static/chunks/a.js", "gzip"],
  ["a file that was not compressed", "/_next/static/chunks/plain.js", "br"],
  ["another type", "/_next/static/secret.json", "br"],
  ["another spelling", "/_next/static/chunks/../chunks/a.js?x", "br"],
  ["the compressed file itself", "/_next/static/chunks/a.js.br", "br"],
])("%s is left to the framework", async (_what, file, accepted) => {
  expect(await (await get(file, accepted)).text()).toBe("framework");
});
