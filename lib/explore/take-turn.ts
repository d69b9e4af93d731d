import "server-only";
import { PortalError } from "@/lib/errors";

const MAX_PER_PERSON = 2;

// On globalThis: pages and routes are separate bundles and must count alike.
const holder = globalThis as unknown as { portalExploring?: Map<string, number> };

/** Runs a person's query at this replica. Throws rate_limited for their third at once. */
export async function takeTurn<T>(userId: string, work: () => Promise<T>): Promise<T> {
  holder.portalExploring ??= new Map();
  const running = holder.portalExploring;
  const others = running.get(userId) ?? 0;
  if (others >= MAX_PER_PERSON)
    throw new PortalError("rate_limited", `${MAX_PER_PERSON} of your queries are running. Wait, or cancel one.`, {}, 1);
  running.set(userId, others + 1);
  try {
    return await work();
  } finally {
    const left = (running.get(userId) ?? 1) - 1;
    if (left > 0) running.set(userId, left);
    else running.delete(userId);
  }
}
