import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type AlertmanagerClient, createAlertmanagerClient } from "@/lib/alertmanager/client";
import { createUpstreamHttp } from "@/lib/datasources/upstream-http";
import type { SimulatedAlertmanager } from "./simulated-alertmanager";
import { apiAlerts } from "./wire";

export interface PeerServer {
  client: AlertmanagerClient;
  /** What it answers from now on, once `released`; null hangs up. Resolves when it has been asked. */
  expectCall(peer: SimulatedAlertmanager, now: number, released: Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** A real HTTP server that speaks Alertmanager's API for a simulated peer, and the portal's own client of it. */
export async function servePeer(name: string): Promise<PeerServer> {
  let answer = { reachable: false, uptime: "", alerts: "[]", released: Promise.resolve(), called: () => {} };
  const server = createServer(async (request, response) => {
    const { reachable, uptime, alerts, released, called } = answer;
    called();
    if (!reachable) return void request.socket.destroy();
    const isStatus = request.url === "/api/v2/status";
    if (!isStatus) await released;
    response.setHeader("content-type", "application/json");
    response.end(isStatus ? JSON.stringify({ uptime }) : alerts);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = createUpstreamHttp({ name, url, headers: {} }, 10_000);
  return {
    client: createAlertmanagerClient(http),
    expectCall: (peer, now, released) =>
      new Promise((called) => {
        const uptime = new Date(peer.startedAt).toISOString();
        const alerts = JSON.stringify(apiAlerts(peer, now));
        answer = { reachable: peer.reachable, uptime, alerts, released, called };
      }),
    async close() {
      await http.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
