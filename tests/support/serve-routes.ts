import http from "node:http";
import type { AddressInfo } from "node:net";
import { routeInventory } from "./route-inventory";

/** The portal's GET routes behind a real socket, each its own handler. Returns the origin and how to stop. */
export async function serveRoutes(): Promise<{ origin: string; close(): void }> {
  const gets = (await routeInventory()).filter((entry) => entry.method === "GET");
  const server = http.createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const entry = gets.find(({ route }) =>
      new RegExp(`^${route.replace(/\[[^\]]+\]/g, "([^/]+)")}$`).test(url.pathname),
    );
    if (!entry) return void outgoing.writeHead(404).end();
    const names = [...entry.route.matchAll(/\[(\w+)\]/g)].map((match) => match[1] ?? "");
    const values = new RegExp(`^${entry.route.replace(/\[[^\]]+\]/g, "([^/]+)")}$`).exec(url.pathname)?.slice(1) ?? [];
    const params = Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
    const response = await entry.handler(new Request(url, { headers }), { params: Promise.resolve(params) });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
