import "server-only";
import { recordRefusedQuery } from "@/lib/audit/record-refused-query";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { type DashboardQuery, dashboardQuerySchema } from "./panel-result";
import { getDashboard } from "./registry";

const RAW_QUERY_KEYS = new Set(["query", "expr", "promql", "expression"]);
const MAX_DEPTH = 6;

/** Parses the body of a panel query. Raw query text is refused and written to the ledger. Throws not_found or bad_request. */
export async function parseDashboardQuery(
  ctx: RequestContext,
  dashboardId: string,
  body: unknown,
): Promise<DashboardQuery> {
  const { id } = getDashboard(dashboardId);
  if (holdsRawQuery(body, MAX_DEPTH)) {
    await recordRefusedQuery(ctx, id);
    throw new PortalError("bad_request", "Queries are named by panel; their text is not accepted.");
  }
  const parsed = dashboardQuerySchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const where = first?.path.map(String).join(".") ?? "";
  throw new PortalError("bad_request", `body${where ? ` ${where}` : ""}: ${first?.message ?? "not valid"}`);
}

/** A dashboard variable may be called anything: only its name is looked past. */
function holdsRawQuery(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null || depth === 0) return false;
  return Object.entries(value).some(
    ([key, member]) =>
      RAW_QUERY_KEYS.has(key.toLowerCase()) || (key !== "variables" && holdsRawQuery(member, depth - 1)),
  );
}
