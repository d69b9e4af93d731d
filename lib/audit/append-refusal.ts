import "server-only";
import { PortalError } from "@/lib/errors";
import { loggerFor } from "@/lib/telemetry/logger";
import { CANONICAL } from "./canonical-json";

const log = loggerFor("audit");

/** What the caller of a failed append is told: 422 for a text that has no canonical form, else 503. */
export function appendRefusal(error: unknown): PortalError {
  if (error instanceof PortalError) return error;
  if (error instanceof TypeError && error.cause === CANONICAL)
    return new PortalError("unprocessable", `This cannot be recorded: ${error.message}.`);
  log.error({ err: error }, "the ledger could not be written");
  return new PortalError("unavailable", "The audit log cannot be written, so nothing was changed.", {}, 5);
}
