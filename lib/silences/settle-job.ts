import "server-only";
import { configuredSilenceClients } from "@/lib/alertmanager/configured";
import type { Permission } from "@/lib/auth/permissions";
import type { RequestContext } from "@/lib/telemetry/context";
import { settleOpenRequests } from "./settle-open-requests";

/** Asks Alertmanager only when the outcome of some request is unknown. */
export const settleJob = {
  name: "settle-silence-requests",
  everySeconds: 30,
  permissions: ["silence:write"] as const satisfies readonly Permission[],
  run: (ctx: RequestContext) => settleOpenRequests(ctx, configuredSilenceClients()),
};
