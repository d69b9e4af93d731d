import "server-only";
import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { httpRequestDurationSeconds, httpRequestsTotal } from "@/lib/telemetry/metrics";
import { readWhole } from "./read-whole";
import { NOTHING_POLICY, SECURITY_HEADERS } from "./security-headers";

const CONSTANT_HEADERS = { ...SECURITY_HEADERS, "content-security-policy": NOTHING_POLICY };

export interface ReadyReply {
  bytes: Uint8Array;
  headers: Readonly<Record<string, string>>;
  requestId: string;
}

/**
 * Answers from memory, at once and with status 200, or not at all (undefined). It sees the head of a request first: the
 * body is read only when it may answer, so it must know how long that is.
 */
export type Shortcut = (
  request: IncomingMessage,
  params: Readonly<Record<string, string>>,
) => ((body: string) => ReadyReply | undefined) | undefined;

interface Taken {
  reply: NonNullable<ReturnType<Shortcut>>;
  /** The route's template, for the metrics. */
  route: string;
  /** Called with the body that was read when there is no answer in memory. */
  otherwise: (body: Buffer<ArrayBuffer>) => void;
}

/** Reads the body and sends what the shortcut has for it. What it refuses, the route refuses with its reason. */
export function takeShortcut(request: IncomingMessage, response: ServerResponse, { reply, route, otherwise }: Taken) {
  const started = performance.now();
  readWhole(request, (body) => {
    const ready = isUtf8(body) ? attempt(() => reply(body.toString())) : undefined;
    if (!ready) return otherwise(body);
    response.writeHead(200, {
      ...CONSTANT_HEADERS,
      ...ready.headers,
      "x-request-id": ready.requestId,
      "content-length": ready.bytes.byteLength,
    });
    response.end(ready.bytes);
    const labels = { method: request.method ?? "", route };
    httpRequestsTotal.inc({ ...labels, status: "200" });
    httpRequestDurationSeconds.observe(labels, (performance.now() - started) / 1000);
  });
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
