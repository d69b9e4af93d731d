import "server-only";
import { isUtf8 } from "node:buffer";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { loggerFor } from "@/lib/telemetry/logger";
import { httpRequestDurationSeconds, httpRequestsTotal } from "@/lib/telemetry/metrics";
import { requestScope } from "@/lib/telemetry/request-scope";
import { readWhole } from "./read-whole";
import { NOTHING_POLICY, SECURITY_HEADERS } from "./security-headers";
import { sendChunks } from "./send-chunks";

const log = loggerFor("http");
const CONSTANT_HEADERS = { ...SECURITY_HEADERS, "content-security-policy": NOTHING_POLICY };

export interface ShortReply {
  /** What is there already; or chunks as they come, and what ends the work behind them when the reader leaves. */
  body: Uint8Array | { chunks: AsyncIterable<Uint8Array>; leave: () => void };
  headers: Readonly<Record<string, string>>;
  requestId: string;
}

/**
 * Answers with status 200 or not at all (undefined, or by throwing before the first chunk): then the route does, in its
 * own words. It sees the head of a request first: the body is read only when it may answer, so it must know how long
 * that is.
 */
export type Shortcut = (
  request: IncomingMessage,
  params: Readonly<Record<string, string>>,
) => ((body: string) => ShortReply | Promise<ShortReply> | undefined) | undefined;

interface Taken {
  reply: NonNullable<ReturnType<Shortcut>>;
  /** The route's template, for the metrics. */
  route: string;
  /** Called with the body that was read when there is no short answer. */
  otherwise: (body: Buffer<ArrayBuffer>) => void;
}

/** Reads the body and sends what the shortcut has for it. What it refuses, the route refuses with its reason. */
export function takeShortcut(request: IncomingMessage, response: ServerResponse, { reply, route, otherwise }: Taken) {
  const started = performance.now();
  readWhole(request, async (body) => {
    const ready = isUtf8(body) ? await attempt(() => reply(body.toString())) : undefined;
    if (!ready) return otherwise(body);
    await send(ready, response);
    const seconds = (performance.now() - started) / 1000;
    const labels = { method: request.method ?? "", route };
    httpRequestsTotal.inc({ ...labels, status: "200" });
    httpRequestDurationSeconds.observe(labels, seconds);
    requestScope.run({ requestId: ready.requestId, route }, () =>
      log.debug({ method: request.method, status: 200, ms: Math.round(seconds * 1000) }, "request"),
    );
  });
}

async function send({ body, headers, requestId }: ShortReply, response: ServerResponse): Promise<void> {
  const all: OutgoingHttpHeaders = { ...CONSTANT_HEADERS, ...headers, "x-request-id": requestId };
  if (body instanceof Uint8Array) {
    response.writeHead(200, { ...all, "content-length": body.byteLength });
    return void response.end(body);
  }
  response.once("close", body.leave);
  if (response.destroyed) body.leave(); // the reader left before
  try {
    response.writeHead(200, all); // goes out with the first chunk
    await sendChunks(body.chunks, response);
    response.off("close", body.leave);
    response.end();
  } catch (error) {
    // The head is gone: a cut connection is the only honest sign left.
    if (!response.destroyed) log.warn({ err: error }, "a direct answer broke off");
    response.destroy();
  }
}

async function attempt<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}
