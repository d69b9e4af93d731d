import { POST } from "@/app/api/alerts/[episodeId]/acknowledge/route";
import { browserRequest, routeParams } from "./actor-request";

/** An acknowledgement as the portal's own page sends it. */
export function acknowledgeAs(
  person: { cookie: string },
  episodeId: string,
  options: { json?: unknown; key?: string; version?: number | string } = {},
): Promise<Response> {
  const headers: Record<string, string> = {};
  if (options.key) headers["idempotency-key"] = options.key;
  if (options.version !== undefined) headers["if-match"] = `"${options.version}"`;
  const path = `/api/alerts/${encodeURIComponent(episodeId)}/acknowledge`;
  const request = browserRequest(path, { method: "POST", cookie: person.cookie, headers, json: options.json ?? {} });
  return POST(request, routeParams({ episodeId }));
}
