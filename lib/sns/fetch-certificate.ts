import "server-only";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { readCappedBody } from "@/lib/datasources/read-capped-body";

const DEADLINE_MS = 5_000;
const MAX_BYTES = 64 * 1024;

/**
 * Fetches a PEM file: no redirects, a total deadline, a size limit. The address must have been judged before. Null when
 * there is none; throws when that could not be found out.
 */
export async function fetchCertificate(href: string, deadlineMs = DEADLINE_MS): Promise<string | null> {
  const reply = await fetch(href, { redirect: "error", signal: AbortSignal.timeout(deadlineMs) });
  if (!reply.ok || !reply.body) {
    await reply.body?.cancel();
    if (reply.status === 403 || reply.status === 404) return null; // what SNS says of a name it does not know
    throw new Error(`the certificate was answered with status ${reply.status}`);
  }
  const body = Readable.fromWeb(reply.body as ReadableStream);
  return (await readCappedBody(body, "identity", MAX_BYTES)).toString("latin1");
}
