import "server-only";
import { PortalError } from "@/lib/errors";
import { refusePhi } from "@/lib/phi/refuse-phi";
import type { Dashboard } from "./model";

/** Throws bad_request for a variable the board has not, and phi_in_query, before any source is asked. */
export function refuseVariables(dashboard: Dashboard, sent: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(sent))
    if (!dashboard.variables.some((variable) => variable.name === name))
      throw new PortalError("bad_request", `This dashboard has no variable ${JSON.stringify(name)}.`);
  refusePhi(sent);
}
