import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { limitSlowRequests } from "./limit-slow-requests";

/** Takes the request and answers it, or leaves it (false). */
export type DirectListener = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Lets `listener` look at each request before the framework does. Node announces each request, with its server, on a
 * diagnostics channel; there the framework's own listeners are put behind this one. Call once, at start-up.
 */
export function listenBeforeFramework(listener: DirectListener, { production }: { production: boolean }): void {
  const servers = new WeakSet<Server>();
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    if (servers.has(server)) return;
    servers.add(server);
    limitSlowRequests(server);
    // The development server needs its own channel; nothing else here speaks another protocol, and without a listener
    // Node hands a request to upgrade over as an ordinary one.
    if (production) server.removeAllListeners("upgrade");
    const others = server.listeners("request");
    server.removeAllListeners("request");
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      if (listener(request, response)) return;
      for (const other of others) Reflect.apply(other, server, [request, response]);
    });
  });
}
