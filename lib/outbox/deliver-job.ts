import "server-only";
import type { RequestContext } from "@/lib/telemetry/context";
import { deliverMessages } from "./deliver-messages";
import { DELIVER_JOB } from "./queue-messages";

/** A change asks for a run at once; the period is for what has to be tried again. */
export const deliverJob = { name: DELIVER_JOB, everySeconds: 10, run: (ctx: RequestContext) => deliverMessages(ctx) };
