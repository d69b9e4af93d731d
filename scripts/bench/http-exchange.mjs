import http from "node:http";

/** One keep-alive connection to a server, so that two sides are compared with equal means. */
export function connection() {
  return new http.Agent({ keepAlive: true, maxSockets: 6 });
}

/** Sends one request, reads the reply to its end. Returns { status, ms, body } with the body as received (not inflated). */
export function exchange(agent, url, { method = "GET", headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const request = http.request(url, { agent, method, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          ms: performance.now() - started,
          body: Buffer.concat(chunks),
        }),
      );
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}
