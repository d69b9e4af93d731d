import "server-only";
import { guardFor } from "@/lib/phi/guard";

const guard = guardFor("request", { queries: "keep" });
const MAX_READ = 1_024;
const MAX_KEPT = 256;

/** What the caller calls itself, for its session and the ledger. Anybody writes anything there: what could name a person goes. */
export function callerAgent(headers: Pick<Headers, "get">): string | undefined {
  const agent = headers.get("user-agent")?.slice(0, MAX_READ);
  return agent && guard.text(agent).slice(0, MAX_KEPT);
}
