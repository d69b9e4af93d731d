import "server-only";
import { env } from "@/lib/env";

const ADDRESS = /^[0-9a-fA-F:.]{2,45}$/;

/** The caller's address, only when a trusted proxy says it (the last hop it added); a client's own header is ignored. */
export function callerAddress(headers: Headers): string | undefined {
  if (env().TRUSTED_PROXY !== "on") return undefined;
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return last && ADDRESS.test(last) ? last : undefined;
}
