import "server-only";
import type { Server } from "node:http";

/** How long a request may take to arrive: its head, and all of it. With the time until that is looked at, 30 s at most. */
export const REQUEST_MS = { head: 10_000, whole: 25_000, check: 5_000 } as const;

/**
 * Has Node end connections whose requests trickle in: each of them holds a socket, and by itself Node waits for minutes.
 * What is answered, however slowly, is not concerned.
 */
export function limitSlowRequests(server: Server, ms: Readonly<Record<keyof typeof REQUEST_MS, number>> = REQUEST_MS) {
  server.headersTimeout = ms.head;
  server.requestTimeout = ms.whole;
  Object.assign(server, { connectionsCheckingInterval: ms.check });
  // Node reads the interval when a server begins to listen; this one listens already.
  const begin = server.listeners("listening").find(({ name }) => name === "setupConnectionsTracking");
  if (begin) Reflect.apply(begin, server, []);
}
