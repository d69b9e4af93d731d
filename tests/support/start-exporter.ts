import { once } from "node:events";
import { createServer } from "node:http";

export interface RunningExporter {
  /** host:port, for a scrape target. */
  address: string;
  stop(): Promise<void>;
}

/** A metrics endpoint that answers each scrape with the text of the moment. `port`: where an earlier one was. */
export async function startExporter(text: () => string, port = 0): Promise<RunningExporter> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/plain; version=0.0.4");
    response.end(text());
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    address: `127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
