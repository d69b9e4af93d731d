import "server-only";
import { db } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";

let asking: Promise<unknown> | undefined;

/** Throws 503 while the database cannot be read. Anybody may ask: those who do at one moment are one question to it. */
export async function readiness(): Promise<{ status: "ok" }> {
  asking ??= ask().finally(() => {
    asking = undefined;
  });
  try {
    await asking;
  } catch {
    throw new PortalError("unavailable", "The database does not answer.", {}, 5);
  }
  return { status: "ok" };
}

async function ask(): Promise<unknown> {
  return (await db()).$queryRaw`SELECT 1`;
}
