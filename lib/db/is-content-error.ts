import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { PortalError } from "@/lib/errors";

/** SQLSTATE classes that speak of the data: cardinality, data exception, constraint, program limit. */
const CONTENT_CLASSES = new Set(["21", "22", "23", "54"]);

/**
 * Whether writing failed because of what was written, so that trying again cannot help. Everything else (no
 * connection, a lock, a full disk, a missing table) passes, or is repaired by somebody.
 */
export function isContentError(error: unknown): boolean {
  if (error instanceof PortalError) return error.code !== "unavailable";
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    const state = /"originalCode":"(\w{5})"/.exec(JSON.stringify(error.meta ?? {}))?.[1] ?? "";
    return CONTENT_CLASSES.has(state.slice(0, 2));
  }
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}
