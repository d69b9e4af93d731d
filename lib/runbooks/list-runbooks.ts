import "server-only";
import { authorize } from "@/lib/auth/authorize";
import type { RequestContext } from "@/lib/telemetry/context";
import { parseRunbook } from "./parse-runbook";
import type { RunbookSummary } from "./runbook-summary";
import { runbookTexts } from "./runbook-texts";

/** All runbooks, by name. Needs runbook:read. */
export async function listRunbooks(ctx: RequestContext): Promise<RunbookSummary[]> {
  authorize(ctx.actor, "runbook:read");
  return [...(await runbookTexts())].map(([name, text]) => {
    const [first] = parseRunbook(name, text).sections.flatMap(({ blocks }) => blocks);
    return { name, meaning: first?.kind === "paragraph" ? first.spans : [] };
  });
}
