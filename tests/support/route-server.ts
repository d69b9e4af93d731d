import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { routeParams } from "./actor-request";

type Handler = (request: Request, route: ReturnType<typeof routeParams>) => Promise<Response>;

export interface RouteServer {
  url: string;
  /** How many requests came. */
  count(): number;
  /** Resolves once what had come is answered too. */
  close(): Promise<void>;
}

/** A real HTTP server on a free port in front of one route handler. */
export async function serveRoute(handler: Handler): Promise<RouteServer> {
  let requests = 0;
  const underWay = new Set<Promise<void>>();
  const server = createServer((incoming, outgoing) => {
    requests += 1;
    const answering = answer(incoming, outgoing).finally(() => underWay.delete(answering));
    underWay.add(answering);
  });
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const body = incoming.method === "GET" ? undefined : (Readable.toWeb(incoming) as ReadableStream);
    const init = { method: incoming.method, headers, body, duplex: "half" } as RequestInit;
    const response = await handler(new Request(`http://127.0.0.1${incoming.url}`, init), routeParams());
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => requests,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.allSettled(underWay);
    },
  };
}
