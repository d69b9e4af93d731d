import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { callerAddress } from "@/lib/http/caller-address";
import { callerAgent } from "@/lib/http/caller-agent";
import type { RequestContext } from "@/lib/telemetry/context";
import type { Actor } from "./actor";

/** What a page passes to the verbs it reads from. */
export async function pageContext(actor: Actor): Promise<RequestContext> {
  const sent = await headers();
  return {
    actor,
    now: new Date(),
    requestId: randomUUID(),
    ip: callerAddress(sent),
    userAgent: callerAgent(sent),
  };
}
