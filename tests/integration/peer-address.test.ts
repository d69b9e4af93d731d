import http from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AskedRequest } from "@/lib/http/asked-request";
import { listenBeforeFramework } from "@/lib/http/before-framework";
import type { RouteHandler } from "@/lib/http/define-route";
import { directRoutes } from "@/lib/http/direct-routes";
import { announcePeerAddress, PEER_HEADER } from "@/lib/http/peer-address";

const handler: RouteHandler = Object.assign(
  async (request: AskedRequest) => new Response(request.headers.get(PEER_HEADER)),
  { access: "public" as const, route: "/direct" },
);
const server = http.createServer((request, response) => {
  response.end(JSON.stringify([request.headers[PEER_HEADER], request.headersDistinct[PEER_HEADER] ?? []]));
});
let port: number;

beforeAll(async () => {
  announcePeerAddress();
  listenBeforeFramework(directRoutes([{ method: "POST", path: /^\/direct$/, handler }]), { production: true });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as { port: number }).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function ask(path: string, headers: string[]): Promise<string> {
  const options = { port, host: "127.0.0.1", path, method: "POST", headers: ["host", "portal.test", ...headers] };
  return new Promise((resolve, reject) => {
    const request = http.request(options, async (response) => resolve((await response.toArray()).join("")));
    request.once("error", reject).end();
  });
}

const FORGED = ["X-Portal-Peer", "6.6.6.6", "x-portal-peer", "7.7.7.7", "x-forwarded-for", "8.8.8.8"];

test.each([[[]], [FORGED]])(
  "A09 J09 the address is the connection's, whatever the client says: %j",
  async (headers) => {
    expect(await ask("/direct", headers)).toBe("127.0.0.1");
    expect(JSON.parse(await ask("/framework", headers))).toEqual(["127.0.0.1", []]);
  },
);
