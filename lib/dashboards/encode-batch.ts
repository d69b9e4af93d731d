import "server-only";
import { type GzipPiece, gzipPiece, gzipStream } from "@/lib/http/gzip-pieces";
import type { PanelResult } from "./panel-result";

/** A batch as it goes over the wire: lines of JSON (NDJSON), one a panel, in order of arrival. */
export interface EncodedBatch {
  headers: Record<string, string>;
  chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

// A result that is shared by many viewers is written and compressed once; both go when the result goes.
const compressed = new WeakMap<PanelResult, GzipPiece>();
const plain = new WeakMap<PanelResult, Uint8Array<ArrayBuffer>>();

/** Ready-to-send chunks. Knows nothing of the web framework, so that any Node server can send them. */
export function encodeBatch(results: AsyncIterable<PanelResult>, acceptEncoding: string | null): EncodedBatch {
  const headers = {
    "content-type": "application/x-ndjson; charset=utf-8",
    // no-transform: a proxy or the framework must not compress again what is compressed already.
    "cache-control": "private, no-store, no-transform",
    "x-accel-buffering": "no",
    vary: "accept-encoding, cookie",
  };
  if (!acceptsGzip(acceptEncoding)) return { headers, chunks: plainLines(results) };
  return { headers: { ...headers, "content-encoding": "gzip" }, chunks: gzipStream(compressedLines(results)) };
}

/** RFC 9110, 12.5.3: listed, or covered by *, and not with a weight of zero. */
export function acceptsGzip(acceptEncoding: string | null): boolean {
  const weights = new Map<string, number>();
  for (const part of (acceptEncoding ?? "").toLowerCase().split(",")) {
    const [coding = "", ...parameters] = part.split(";").map((piece) => piece.trim());
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    weights.set(coding, weight === undefined ? 1 : Number(weight.slice(2)));
  }
  return (weights.get("gzip") ?? weights.get("*") ?? 0) > 0;
}

async function* compressedLines(results: AsyncIterable<PanelResult>): AsyncGenerator<GzipPiece> {
  for await (const result of results) {
    const piece = compressed.get(result) ?? gzipPiece(lineOf(result));
    compressed.set(result, piece);
    yield piece;
  }
}

async function* plainLines(results: AsyncIterable<PanelResult>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const result of results) {
    const line = plain.get(result) ?? new TextEncoder().encode(lineOf(result));
    plain.set(result, line);
    yield line;
  }
}

function lineOf(result: PanelResult): string {
  return `${JSON.stringify(result)}\n`;
}
