import { PortalError } from "@/lib/errors";
import { type PerformanceQuery, performanceQuerySchema } from "./performance-query";
import { periodOf } from "./period";

type Search = Record<string, string | string[] | undefined>;

/** What a page's address asks for; where it cannot be understood the defaults, and why in words. */
export function parsePerformanceSearch(
  search: Search,
  now: number,
): { query: PerformanceQuery; problem: string | null } {
  const asked = Object.fromEntries(
    (["from", "to", "zone"] as const).flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  );
  const fallback = performanceQuerySchema.parse({});
  const parsed = performanceQuerySchema.safeParse(asked);
  if (!parsed.success) return { query: fallback, problem: "A period has one beginning, one end and one zone." };
  try {
    periodOf(parsed.data, now);
    return { query: parsed.data, problem: null };
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    return { query: fallback, problem: error.message };
  }
}
