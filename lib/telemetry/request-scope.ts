import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

/** What log lines of one request share. */
export interface RequestScope {
  requestId: string;
  /** What the caller tied it to; left out: its own id. */
  correlationId?: string;
  route?: string;
  userId?: string;
}

const holder = globalThis as unknown as { portalRequestScope?: AsyncLocalStorage<RequestScope> };
holder.portalRequestScope ??= new AsyncLocalStorage<RequestScope>();

export const requestScope = holder.portalRequestScope;
