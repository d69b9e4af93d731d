import { randomUUID } from "node:crypto";
import type { Permission } from "@/lib/auth/permissions";
import type { RequestContext } from "@/lib/telemetry/context";

/** What a job's verb receives: the system, with the permissions of that job. */
export function systemContext(name: string, permissions: readonly Permission[]): RequestContext {
  return {
    actor: { kind: "system", name, permissions: new Set(permissions) },
    now: new Date(),
    requestId: randomUUID(),
  };
}
