import "server-only";
import { db } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";

/** Throws 503 while the database cannot be read. */
export async function readiness(): Promise<{ status: "ok" }> {
  try {
    await (await db()).$queryRaw`SELECT 1`;
  } catch {
    throw new PortalError("unavailable", "The database does not answer.", {}, 5);
  }
  return { status: "ok" };
}
