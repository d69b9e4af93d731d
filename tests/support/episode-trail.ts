import { auditTrail, type TrailEntry } from "./audit-trail";

/** What the ledger says of one episode, oldest first. */
export async function episodeTrail(id: string): Promise<TrailEntry[]> {
  return (await auditTrail()).filter((entry) => entry.subject === `episode:${id}`);
}
