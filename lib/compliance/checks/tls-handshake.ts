import "server-only";
import tls from "node:tls";

export interface Handshake {
  protocol: string | null;
  /** Why the certificate is not trusted for this name; null when it is. */
  distrust: string | null;
  validTo: number | null;
}

export type HandshakeResult =
  | { kind: "completed"; handshake: Handshake }
  /** The other side was there and did not agree. */
  | { kind: "refused"; code: string }
  /** Nothing can be said: no connection, or no answer in time. */
  | { kind: "unreachable"; code: string };

const TIMEOUT_MS = 5_000;
const NO_CONNECTION = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"]);
/** This side could not even offer what was asked. */
const OWN_FAULT = new Set([
  "ERR_SSL_NO_PROTOCOLS_AVAILABLE",
  "ERR_SSL_NO_CIPHERS_AVAILABLE",
  "ERR_TLS_INVALID_PROTOCOL_VERSION",
]);

/** One real handshake with "host:port". The certificate is judged afterwards, so that its fault can be named. */
export function handshake(
  endpoint: string,
  options: tls.ConnectionOptions,
  signal: AbortSignal,
): Promise<HandshakeResult> {
  const { hostname, port } = new URL(`tls://${endpoint}`);
  const host = hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve) => {
    let connected = false;
    const socket = tls.connect({
      host,
      port: Number(port || 443),
      servername: /^[\d.]+$|:/.test(host) ? undefined : host,
      rejectUnauthorized: false,
      ...options,
    });
    const end = (result: HandshakeResult) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", give);
      socket.destroy();
      resolve(result);
    };
    const give = () => end({ kind: "unreachable", code: "TIMED_OUT" });
    const timer = setTimeout(give, TIMEOUT_MS);
    signal.addEventListener("abort", give, { once: true });
    socket.once("connect", () => {
      connected = true;
    });
    socket.once("secureConnect", () => end({ kind: "completed", handshake: describe(socket) }));
    socket.once("error", (error: NodeJS.ErrnoException) => {
      const code = error.code ?? "TLS_ERROR";
      const unreachable = !connected || NO_CONNECTION.has(code) || OWN_FAULT.has(code);
      end({ kind: unreachable ? "unreachable" : "refused", code });
    });
  });
}

function describe(socket: tls.TLSSocket): Handshake {
  const validTo = Date.parse(socket.getPeerCertificate().valid_to);
  return {
    protocol: socket.getProtocol(),
    distrust: socket.authorized ? null : String(socket.authorizationError),
    validTo: Number.isNaN(validTo) ? null : validTo,
  };
}
