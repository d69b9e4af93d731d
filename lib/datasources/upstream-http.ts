import "server-only";
import { Pool } from "undici";
import { redactionSource } from "@/lib/phi/redaction-source";
import { upstreamQueriesTotal, upstreamQueryDurationSeconds } from "@/lib/telemetry/metrics";
import type { UpstreamHttpConfig } from "./config";
import { UpstreamError } from "./datasource";
import { networkFailure } from "./network-failure";
import { readCappedBody } from "./read-capped-body";
import { retryAfterSeconds } from "./retry-after-seconds";
import { shownWords } from "./shown-words";

const CONNECT_TIMEOUT_MS = 2_000;
const KEEP_ALIVE_MS = 30_000;
const MAX_SOCKETS = 32;
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** A shorter header value is a tenant's name, not a credential, and may well be part of a metric's name. */
const MIN_SECRET_LENGTH = 16;
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\b/i;

export interface UpstreamRequest {
  method: "GET" | "POST" | "DELETE";
  /** Starts with "/"; appended to the path of the configured address. Never built from a caller's input. */
  path: string;
  query?: URLSearchParams;
  form?: URLSearchParams;
  json?: unknown;
  /** What a 2xx answer must be; "text" is for readiness probes. */
  expect?: "json" | "text";
  /** The largest answer that is read, where the usual limit is too small. */
  maxBytes?: number;
  /** Aborting closes the connection at once; the call then throws the signal's reason. */
  signal: AbortSignal;
}

export interface UpstreamReply {
  status: number;
  ok: boolean;
  /** The parsed body when it is JSON, else undefined. */
  json: unknown;
  /** The words of a plain-text body, without addresses; "" when it is anything else, such as a proxy's HTML page. */
  words: string;
  /** What Retry-After asks for; null when it is absent or nonsense. */
  retryAfterSeconds: number | null;
}

export interface UpstreamHttp {
  name: string;
  /** Throws UpstreamError when there is no usable answer. A refusal (4xx, 5xx) is a reply: its body says why. */
  send(request: UpstreamRequest): Promise<UpstreamReply>;
  /** Upstream words fit to be shown: addresses and this upstream's own credentials removed. */
  clean(words: string): string;
  close(): Promise<void>;
}

/**
 * A client of one fixed base address: pooled connections, total deadline, size cap, no redirects, and no header
 * of any caller.
 */
export function createUpstreamHttp(config: UpstreamHttpConfig, timeoutMs: number): UpstreamHttp {
  const base = new URL(config.url);
  const basePath = base.pathname.replace(/(?<!\/)\/+$/, "");
  const pool = new Pool(base.origin, {
    connections: MAX_SOCKETS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs), ...config.tls },
  });
  const clean = (words: string) => redactionSource.run(config.name, () => shownWords(words, secretsOf(config)));

  async function exchange(request: UpstreamRequest, signal: AbortSignal): Promise<UpstreamReply> {
    const query = request.query ? `?${request.query}` : "";
    const reply = await pool.request({
      method: request.method,
      path: `${basePath}${request.path}${query}`,
      headers: { ...config.headers, ...bodyHeaders(request), ...authorization(config), ...acceptHeaders(base) },
      body: request.form?.toString() ?? (request.json === undefined ? undefined : JSON.stringify(request.json)),
      signal,
    });
    // Dropping a body makes it emit an error, which ends the process where nobody listens.
    reply.body.on("error", () => undefined);
    const encoding = String(reply.headers["content-encoding"] ?? "");
    if (reply.statusCode >= 300 && reply.statusCode < 400) {
      reply.body.destroy();
      throw new UpstreamError(
        "upstream_error",
        `It answered with a redirect (${reply.statusCode}), which is not followed.`,
      );
    }
    const body = await readCappedBody(reply.body, encoding, request.maxBytes ?? MAX_BODY_BYTES);
    const contentType = String(reply.headers["content-type"] ?? "");
    const read = interpret(reply.statusCode, contentType, body, request.expect ?? "json", clean);
    return { ...read, retryAfterSeconds: retryAfterSeconds(reply.headers["retry-after"], Date.now()) };
  }

  return {
    name: config.name,
    clean,
    close: () => pool.destroy(),
    async send(request) {
      const started = performance.now();
      // By hand: AbortSignal.any and .timeout cost a small query more than its parsing does.
      const ending = new AbortController();
      const leave = () => ending.abort(request.signal.reason);
      if (request.signal.aborted) leave();
      else request.signal.addEventListener("abort", leave, { once: true });
      let late = false;
      const deadline = setTimeout(() => {
        late = true;
        ending.abort();
      }, timeoutMs);
      let status = "ok";
      try {
        return await exchange(request, ending.signal);
      } catch (error) {
        if (request.signal.aborted) {
          status = "aborted";
          throw request.signal.reason;
        }
        const failure = late ? tooSlow(timeoutMs) : networkFailure(error);
        status = failure.code;
        throw failure;
      } finally {
        clearTimeout(deadline);
        request.signal.removeEventListener("abort", leave);
        upstreamQueriesTotal.inc({ datasource: config.name, status });
        upstreamQueryDurationSeconds.observe({ datasource: config.name }, (performance.now() - started) / 1000);
      }
    },
  };
}

function interpret(
  status: number,
  contentType: string,
  body: Buffer,
  expect: "json" | "text",
  clean: (words: string) => string,
): Omit<UpstreamReply, "retryAfterSeconds"> {
  const ok = status >= 200 && status < 300;
  const words = isPlain(contentType, body) ? clean(body.toString("utf8")) : "";
  if (expect === "text" && ok) return { status, ok, json: undefined, words };
  if (JSON_TYPE.test(contentType)) {
    const json = parseJson(body);
    if (json !== undefined || !ok) return { status, ok, json, words };
    throw new UpstreamError("upstream_invalid", "The answer is cut off or is not JSON.");
  }
  if (!ok) return { status, ok, json: undefined, words };
  if (status === 204 || body.length === 0) return { status, ok, json: undefined, words: "" };
  throw new UpstreamError(
    "upstream_invalid",
    `The answer is ${clean(contentType.slice(0, 60)) || "untyped"}, not JSON.`,
  );
}

/** Some services send their one word as HTML. */
function isPlain(contentType: string, body: Buffer): boolean {
  if (/^text\/plain\b/i.test(contentType)) return true;
  return /^text\/html\b/i.test(contentType) && /^[\w .:,-]{1,80}$/.test(body.toString("latin1"));
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function tooSlow(timeoutMs: number): UpstreamError {
  return new UpstreamError("upstream_timeout", `No complete answer within ${timeoutMs / 1000} s.`);
}

function bodyHeaders(request: UpstreamRequest): Record<string, string> {
  if (request.form) return { "content-type": "application/x-www-form-urlencoded" };
  return request.json === undefined ? {} : { "content-type": "application/json" };
}

/** On this machine a compressed answer costs both sides more time than its bytes do. */
function acceptHeaders(base: URL): Record<string, string> {
  const here = base.hostname === "localhost" || base.hostname === "[::1]" || base.hostname.startsWith("127.");
  return { accept: "application/json", "accept-encoding": here ? "identity" : "gzip" };
}

function authorization({ auth }: UpstreamHttpConfig): Record<string, string> {
  if (!auth) return {};
  if (auth.type === "bearer") return { authorization: `Bearer ${auth.token()}` };
  const pair = Buffer.from(`${auth.username}:${auth.password()}`).toString("base64");
  return { authorization: `Basic ${pair}` };
}

function secretsOf({ auth, headers }: UpstreamHttpConfig): string[] {
  const values = Object.values(headers).filter((value) => value.length >= MIN_SECRET_LENGTH);
  if (!auth) return values;
  return [...values, auth.type === "basic" ? auth.password() : auth.token()];
}
