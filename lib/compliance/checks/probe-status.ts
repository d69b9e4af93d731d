import "server-only";
import http from "node:http";
import https from "node:https";

const TIMEOUT_MS = 5_000;

/** The status of a plain GET, following nothing; null when there was no answer. `ca`: an extra authority, PEM. */
export function probeStatus(
  url: URL,
  options: { headers?: Record<string, string>; ca?: Buffer; signal: AbortSignal },
): Promise<number | null> {
  const { get } = url.protocol === "https:" ? https : http;
  return new Promise((resolve) => {
    const request = get(url, { ...options, agent: false, timeout: TIMEOUT_MS }, (response) => {
      response.destroy(); // the status says it all, and a body may be long
      resolve(response.statusCode ?? null);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(null));
    request.once("close", () => resolve(null));
  });
}
