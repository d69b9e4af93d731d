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

const PLAIN_HEADERS = {
  "content-type": "application/x-ndjson; charset=utf-8",
  // no-transform: a proxy or the framework must not compress again what is compressed already.
  "cache-control": "private, no-store, no-transform",
  "x-accel-buffering": "no",
  vary: "accept-encoding, cookie",
};
/** Of a compressed batch. */
export const BATCH_HEADERS = { ...PLAIN_HEADERS, "content-encoding": "gzip" };

/**
 * Ready-to-send chunks. Knows nothing of the web framework, so that any Node server can send them. `keep` is given the
 * compressed batch at its end, when all of it was answered from the cache.
 */
export function encodeBatch(
  results: AsyncIterable<PanelResult>,
  acceptEncoding: string | null,
  keep?: (bytes: Uint8Array) => void,
): EncodedBatch {
  if (!acceptsGzip(acceptEncoding)) return { headers: PLAIN_HEADERS, chunks: plainLines(results) };
  return { headers: BATCH_HEADERS, chunks: compressedChunks(results, keep) };
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

async function* compressedChunks(
  results: AsyncIterable<PanelResult>,
  keep?: (bytes: Uint8Array) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const sent: Uint8Array[] = [];
  let allCached = true;
  const note = (result: PanelResult) => {
    allCached &&= result.targets.every((target) => target.status === "ok" && target.provenance.cached);
  };
  for await (const chunk of gzipStream(compressedLines(results, note))) {
    sent.push(chunk);
    yield chunk;
  }
  if (allCached) keep?.(Buffer.concat(sent));
}

async function* compressedLines(
  results: AsyncIterable<PanelResult>,
  note: (result: PanelResult) => void,
): AsyncGenerator<GzipPiece> {
  for await (const result of results) {
    note(result);
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
