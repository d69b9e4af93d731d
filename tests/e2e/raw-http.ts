import net from "node:net";

/** Sends bytes as they are and returns what comes back: for requests no client library would send. */
export function rawHttp(baseUrl: string, request: string, timeoutMs = 4_000): Promise<string> {
  const url = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = net.connect(Number(url.port), url.hostname, () => socket.write(request));
    const timer = setTimeout(() => socket.destroy(), timeoutMs);
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(answer);
    });
    socket.on("error", (error) => (answer ? resolve(answer) : reject(error)));
  });
}

/** The status of the first response in `answer`, or 0 when the connection was closed without one. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0);
}
