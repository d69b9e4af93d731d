import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import type { AuditFilter } from "./list-query";

/** The database condition for a filter. Wildcards in the given texts stand for themselves. */
export function entryFilter(filter: AuditFilter): Prisma.AuditEntryWhereInput {
  return {
    action: filter.action,
    outcome: filter.outcome,
    ...(filter.actor && {
      OR: [{ actorId: filter.actor }, { actorName: { contains: literal(filter.actor), mode: "insensitive" } }],
    }),
    ...(filter.subject && { subject: { startsWith: literal(filter.subject) } }),
    recordedAt: { gte: filter.from, lt: filter.to },
  };
}

/** LIKE treats % and _ as wildcards, and Prisma passes them on. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
