import "server-only";
import { env } from "@/lib/env";
import { PEER_HEADER } from "./peer-address";

const ADDRESS = /^[0-9a-fA-F:.]{2,45}$/;

/**
 * The caller's address: behind a trusted proxy the last hop it added, otherwise the other end of the connection. A
 * client's own headers never count.
 */
export function callerAddress(headers: Headers): string | undefined {
  const behindProxy = env().TRUSTED_PROXY === "on";
  const named = behindProxy ? headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() : headers.get(PEER_HEADER);
  return named && ADDRESS.test(named) ? named : undefined;
}
