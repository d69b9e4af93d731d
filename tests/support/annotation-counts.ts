import { auditTrail } from "./audit-trail";

const TYPE = "annotation:";

/** How many entries the ledger has of each annotation, by its id. */
export async function annotationCounts(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { subject } of await auditTrail()) {
    if (!subject?.startsWith(TYPE)) continue;
    const id = subject.slice(TYPE.length);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
