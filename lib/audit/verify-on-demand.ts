import "server-only";
import { authorize } from "@/lib/auth/authorize";
import type { RequestContext } from "@/lib/telemetry/context";
import { runVerification } from "./run-verification";
import type { Verification } from "./verification";

/** "Verify now". Needs audit:read. */
export async function verifyOnDemand(ctx: RequestContext): Promise<Verification> {
  authorize(ctx.actor, "audit:read");
  return runVerification(ctx);
}
