import "server-only";
import { PortalError } from "@/lib/errors";
import { guardFor } from "@/lib/phi/guard";
import type { AskedRequest } from "./asked-request";

const VERSION = /^(?:W\/)?"?(\d{1,9})"?$/;
const KEY = /^[A-Za-z0-9_.:-]{8,128}$/;
const guard = guardFor("request", { queries: "keep" });

/** The version of If-Match; null when it is absent or `*`. Throws 400 on anything else. */
export function ifMatchVersion({ headers }: Pick<AskedRequest, "headers">): number | null {
  const header = headers.get("if-match")?.trim();
  if (!header || header === "*") return null;
  const version = VERSION.exec(header)?.[1];
  if (!version) throw new PortalError("bad_request", "If-Match must be a version number.");
  return Number(version);
}

/**
 * The Idempotency-Key: 8 to 128 characters of a small alphabet, null when absent. Throws 400 on anything else. It is
 * stored: one that could name a person is known by its token, which is the same each time.
 */
export function idempotencyKey({ headers }: Pick<AskedRequest, "headers">): string | null {
  const header = headers.get("idempotency-key");
  if (header === null) return null;
  if (!KEY.test(header)) throw new PortalError("bad_request", "Idempotency-Key must be 8 to 128 letters or digits.");
  return guard.text(header);
}
