import { POST as acknowledge } from "@/app/api/alerts/[episodeId]/acknowledge/route";
import { POST as notes } from "@/app/api/alerts/[episodeId]/notes/route";
import { POST as takeOver } from "@/app/api/alerts/[episodeId]/take-over/route";
import { POST as unacknowledge } from "@/app/api/alerts/[episodeId]/unacknowledge/route";
import { browserRequest, routeParams } from "./actor-request";

const ROUTES = { acknowledge, notes, "take-over": takeOver, unacknowledge };
export type EpisodeVerb = keyof typeof ROUTES;

export interface ActOptions {
  json?: unknown;
  key?: string;
  version?: number | string;
}

/** What a person does to an episode, as the portal's own page sends it. */
export function actAs(
  person: { cookie: string },
  verb: EpisodeVerb,
  episodeId: string,
  options: ActOptions = {},
): Promise<Response> {
  const headers: Record<string, string> = {};
  if (options.key) headers["idempotency-key"] = options.key;
  if (options.version !== undefined) headers["if-match"] = `"${options.version}"`;
  const path = `/api/alerts/${encodeURIComponent(episodeId)}/${verb}`;
  const request = browserRequest(path, { method: "POST", cookie: person.cookie, headers, json: options.json ?? {} });
  return ROUTES[verb](request, routeParams({ episodeId }));
}
