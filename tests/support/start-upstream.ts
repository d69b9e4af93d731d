import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface UpstreamCall {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
  /** Whether its connection has been closed since. */
  closed: boolean;
}

export interface RunningUpstream {
  url: string;
  /** Every request so far. */
  calls: UpstreamCall[];
  stop(): Promise<void>;
}

/** A real HTTP server that answers as it is told, however badly. */
export async function startUpstream(
  answer: (response: ServerResponse, call: UpstreamCall, index: number) => void,
): Promise<RunningUpstream> {
  const calls: UpstreamCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const call = { method, path: url, headers, body: Buffer.concat(chunks).toString(), closed: false };
      request.socket.once("close", () => {
        call.closed = true;
      });
      calls.push(call);
      answer(response, call, calls.length - 1);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
