import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { parseRunbook, type Runbook } from "./parse-runbook";
import { runbookTexts } from "./runbook-texts";

/** The runbook of an alert. Throws 404; the name is only looked up, it never becomes a path. Needs runbook:read. */
export async function getRunbook(ctx: RequestContext, name: string): Promise<Runbook> {
  authorize(ctx.actor, "runbook:read");
  const text = (await runbookTexts()).get(name);
  if (text === undefined) throw new PortalError("not_found", "There is no runbook of this name.");
  return parseRunbook(name, text);
}
