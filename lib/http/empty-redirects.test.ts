import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyRedirects } from "./empty-redirects";

const BODY = "asked for /alerts?q=078-05-1123";
let origin = "";
const server = createServer((request, response) => {
  emptyRedirects(request, response);
  const status = Number(request.url?.slice(1));
  response.statusCode = status;
  if (status !== 200) response.setHeader("location", "/alerts");
  response.setHeader("content-length", 2 * BODY.length);
  response.write(BODY, () => response.end(BODY));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test.each([301, 302, 303, 307, 308])("L01 a redirect (%i) has its address and no body", async (status) => {
  const response = await fetch(`${origin}/${status}`, { redirect: "manual" });
  expect([response.status, response.headers.get("location"), await response.text()]).toEqual([status, "/alerts", ""]);
});

test("any other answer is sent as it is", async () => {
  const response = await fetch(`${origin}/200`);
  expect(await response.text()).toBe(BODY + BODY);
});
