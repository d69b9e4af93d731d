import "server-only";
import type { IncomingMessage } from "node:http";

/**
 * Reads a body whose length is stated: the parser holds it to that. One that breaks off is never handed over; its sender
 * has left.
 */
export function readWhole(request: IncomingMessage, then: (body: Buffer<ArrayBuffer>) => void): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.once("end", () => then(Buffer.concat(chunks)));
}
