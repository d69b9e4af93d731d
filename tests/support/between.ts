import type { ServerResponse } from "node:http";
import { type RunningUpstream, startUpstream, type UpstreamCall } from "./start-upstream";

/** What to do with a request: pass it on and pass the answer back, or something of one's own. */
export type Meddle = (call: UpstreamCall, response: ServerResponse, pass: () => Promise<Response>) => unknown;

/** A real server between the portal and an upstream: faithful, except where `meddle` returns something. */
export function startBetween(upstream: string, meddle: Meddle): Promise<RunningUpstream> {
  return startUpstream(async (response, call) => {
    const pass = () =>
      fetch(upstream + call.path, {
        method: call.method,
        headers: { "content-type": call.headers["content-type"] ?? "application/json" },
        body: call.body || undefined,
      });
    if (meddle(call, response, pass) !== undefined) return;
    const reply = await pass();
    const type = reply.headers.get("content-type");
    response.writeHead(reply.status, type ? { "content-type": type } : {}).end(Buffer.from(await reply.arrayBuffer()));
  });
}
