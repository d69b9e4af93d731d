import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import type { Check } from "./check";
import { type Finding, findingSchema, unknown } from "./finding";

const log = loggerFor("compliance");

/**
 * Runs one check for a UTC day against a deadline (ms). Whatever goes wrong inside gives unknown with a reason: only a finding
 * that the check itself completed can pass.
 */
export async function runCheck(check: Check, ctx: RequestContext, day: string, deadline: number): Promise<Finding> {
  const stop = new AbortController();
  try {
    const finding = await Promise.race([
      check.measure(ctx, stop.signal, day),
      sleep(deadline, undefined, { signal: stop.signal }).then(() =>
        unknown("TIMED_OUT", `The check did not finish within ${deadline / 1000} s: run it again.`),
      ),
    ]);
    const parsed = findingSchema.safeParse(finding);
    return parsed.success ? parsed.data : unknown("BAD_RESULT", "The check gave an answer that cannot be used.");
  } catch (error) {
    log.error({ err: error, check: check.id }, "a compliance check broke off");
    return unknown("CHECK_BROKE_OFF", "The check broke off: see the log of the portal, then run it again.");
  } finally {
    stop.abort();
  }
}
