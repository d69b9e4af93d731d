import "server-only";
import { countAnonymousDenial } from "./sign-in-throttle";

/** How long a route's share is taken as used up, or the database as away, without a further question. */
const BELIEVED_MS = 2_000;

const refusedUntil = new Map<string, number>();
const asking = new Map<string, Promise<unknown>>();

/**
 * As countAnonymousDenial, with one question at a time for each route, and none while the answer is known to be no.
 * A flood of strangers would else hold every connection to the database, and those who deliver or take alerts would wait
 * behind it.
 */
export function mayRecordDenial(route: string, now: Date): Promise<boolean> {
  const answer = (asking.get(route) ?? Promise.resolve()).then(() => ask(route, now));
  asking.set(
    route,
    answer.catch(() => undefined),
  );
  return answer;
}

async function ask(route: string, now: Date): Promise<boolean> {
  if (performance.now() < (refusedUntil.get(route) ?? 0)) return false;
  let allowed = false;
  try {
    allowed = await countAnonymousDenial(route, now);
    return allowed;
  } finally {
    if (!allowed) refusedUntil.set(route, performance.now() + BELIEVED_MS);
  }
}
