import "server-only";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { UpstreamError } from "./datasource";

const CHUNK_BYTES = 64 * 1024;

/**
 * Reads a body whole, inflating it, and gives up as soon as more than `maxBytes` have come out: a compression
 * bomb is stopped while it inflates. Destroys the source when it gives up. Throws UpstreamError or a stream error.
 */
export function readCappedBody(body: Readable, encoding: string, maxBytes: number): Promise<Buffer> {
  const plain = inflated(body, encoding);
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    plain.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) return void chunks.push(chunk);
      reject(new UpstreamError("limit", `The answer is larger than ${maxBytes / 1024 / 1024} MiB.`));
      plain.destroy(); // and the pipeline then destroys its source
    });
    plain.once("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    plain.once("error", reject);
    plain.once("close", () => reject(new Error("the body broke off")));
  });
}

function inflated(body: Readable, encoding: string): Readable {
  const through = inflater(encoding, body);
  if (!through) return body;
  // Errors reach the reader through the stream itself.
  return pipeline(body, through, () => undefined);
}

function inflater(encoding: string, body: Readable) {
  switch (encoding.trim().toLowerCase()) {
    case "":
    case "identity":
      return undefined;
    case "gzip":
    case "x-gzip":
      return createGunzip({ chunkSize: CHUNK_BYTES });
    case "deflate":
      return createInflate({ chunkSize: CHUNK_BYTES });
    case "br":
      return createBrotliDecompress({ chunkSize: CHUNK_BYTES });
    default:
      body.destroy();
      throw new UpstreamError("upstream_invalid", "The answer is compressed in a way that was not asked for.");
  }
}
