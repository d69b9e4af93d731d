import Link from "next/link";
import { Button } from "@/components/ui/button";
import { AUDIT_ACTIONS, auditOutcomeSchema } from "@/lib/audit/entry";
import type { AuditFilter } from "@/lib/audit/list-query";
import { isFiltered } from "@/lib/audit/page-query";

/** A plain form: the filters live in the address, and it works without scripts. */
export function FilterForm({ filter }: { filter: AuditFilter }) {
  return (
    <form method="get" action="/audit" className="audit-filters" aria-label="Filter">
      <input
        className="in"
        name="actor"
        defaultValue={filter.actor}
        placeholder="Actor"
        aria-label="Actor"
        maxLength={120}
      />
      <input
        className="in"
        name="subject"
        defaultValue={filter.subject}
        placeholder="Subject, such as report:"
        aria-label="Subject, its beginning"
        maxLength={120}
      />
      <select className="in" name="action" defaultValue={filter.action ?? ""} aria-label="Action">
        <option value="">Action: any</option>
        {[...AUDIT_ACTIONS].sort().map((action) => (
          <option key={action}>{action}</option>
        ))}
      </select>
      <select className="in" name="outcome" defaultValue={filter.outcome ?? ""} aria-label="Outcome">
        <option value="">Outcome: any</option>
        {auditOutcomeSchema.options.map((outcome) => (
          <option key={outcome}>{outcome}</option>
        ))}
      </select>
      <label className="audit-day">
        From <input className="in" type="date" name="from" defaultValue={filter.from?.slice(0, 10)} />
      </label>
      <label className="audit-day">
        To <input className="in" type="date" name="to" defaultValue={lastDay(filter.to)} />
      </label>
      <Button type="submit">Filter</Button>
      {isFiltered(filter) && (
        <Link href="/audit" prefetch={false}>
          Clear
        </Link>
      )}
    </form>
  );
}

/** The end is exclusive: midnight belongs to the day before. */
function lastDay(to: string | undefined): string | undefined {
  return to && new Date(Date.parse(to) - 1).toISOString().slice(0, 10);
}
