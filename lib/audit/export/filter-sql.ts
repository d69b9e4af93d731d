import "server-only";
import { literal } from "@/lib/db/literal";
import type { AuditFilter } from "../list-query";

/** The same condition as entryFilter, for a COPY, which takes no parameters; undefined: every entry. */
export function filterSql({ action, outcome, actor, subject, from, to }: AuditFilter): string | undefined {
  const conditions = [
    action && `action = ${literal(action)}`,
    outcome && `outcome = ${literal(outcome)}`,
    actor && `(actor_id = ${literal(actor)} OR actor_name ILIKE ${literal(`%${itself(actor)}%`)})`,
    subject && `subject LIKE ${literal(`${itself(subject)}%`)}`,
    from && `recorded_at >= ${literal(from)}`,
    to && `recorded_at < ${literal(to)}`,
  ];
  return conditions.filter(Boolean).join(" AND ") || undefined;
}

/** LIKE treats % and _ as wildcards. */
function itself(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
