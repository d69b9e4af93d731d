import type { Actor } from "@/lib/auth/actor";

/** What every verb receives: who asks, when (tests fix it), and the id that ties logs, audit entries and replies together. */
export interface RequestContext {
  actor: Actor;
  now: Date;
  requestId: string;
  /** Address of the caller; only set from a forwarded header behind a trusted proxy. */
  ip?: string;
  userAgent?: string;
}
