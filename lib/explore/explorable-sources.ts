import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { datasources } from "@/lib/datasources/registry";
import type { RequestContext } from "@/lib/telemetry/context";

/** The names of the sources that take PromQL, in the order of the file. Needs query:explore. */
export function explorableSources(ctx: RequestContext): string[] {
  authorize(ctx.actor, "query:explore");
  return datasources()
    .list()
    .flatMap(({ type, name }) => (type === "prometheus" ? [name] : []));
}
