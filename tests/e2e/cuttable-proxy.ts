import net from "node:net";
import { Transform } from "node:stream";

export interface CuttableProxy {
  url: string;
  /** Ends every connection and takes no new one, as a lost network. */
  cut(): void;
  mend(): void;
  /** From now on every answer comes so much later. */
  slow(delayMs: number): void;
  close(): Promise<void>;
}

/**
 * A way to the portal, or to its database, that can be cut or made slow: the browser's own "offline" leaves open streams
 * alone.
 */
export async function startCuttableProxy(target: string): Promise<CuttableProxy> {
  const { host, hostname, port } = new URL(target);
  const sockets = new Set<net.Socket>();
  let whole = true;
  let delayMs = 0;
  const later = () =>
    new Transform({
      transform: (piece, _encoding, done) =>
        void (delayMs > 0 ? setTimeout(done, delayMs, null, piece) : done(null, piece)),
    });
  const server = net.createServer((client) => {
    if (!whole) return void client.destroy();
    const upstream = net.connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.pipe(upstream);
    upstream.pipe(later()).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: target.replace(host, `127.0.0.1:${(server.address() as net.AddressInfo).port}`),
    cut,
    mend() {
      whole = true;
    },
    slow(ms) {
      delayMs = ms;
    },
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
