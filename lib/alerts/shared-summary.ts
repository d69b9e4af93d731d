import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { permissionScope } from "@/lib/auth/permission-scope";
import { sharedRead } from "@/lib/db/shared-read";
import type { RequestContext } from "@/lib/telemetry/context";
import { getAlertSummary } from "./alert-summary";
import { countOwned } from "./count-owned";
import type { AlertSummary } from "./summary-view";

/** As getAlertSummary, read once for all who may see the same. Needs alert:read. */
export async function sharedSummary(ctx: RequestContext): Promise<AlertSummary> {
  authorize(ctx.actor, "alert:read");
  const shared = await sharedRead(`alert summary ${permissionScope(ctx.actor)}`, () => getAlertSummary(ctx));
  return { ...shared, mine: await countOwned(ctx) };
}
