import { GET as file } from "@/app/api/alerts/performance/file/route";
import { GET as people } from "@/app/api/alerts/performance/people/route";
import { GET as figures } from "@/app/api/alerts/performance/route";
import { browserRequest, routeParams } from "./actor-request";

const ROUTES = { "": figures, "/file": file, "/people": people };

/** One of the three ways to the figures, as the portal's own page asks. */
export function askPerformance(
  person: { cookie: string },
  which: keyof typeof ROUTES,
  query: Record<string, string> = {},
): Promise<Response> {
  const path = `/api/alerts/performance${which}?${new URLSearchParams(query)}`;
  return ROUTES[which](browserRequest(path, { cookie: person.cookie }), routeParams());
}
