import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { AuditPage } from "@/lib/audit/audit-page";
import type { AuditEntryView } from "@/lib/audit/entry";
import type { AuditFilter } from "@/lib/audit/list-query";
import { auditAddress } from "@/lib/audit/page-query";

interface EntryTableProps {
  page: AuditPage;
  filter: AuditFilter;
  /** The page's own position, kept when an entry is opened. */
  position: { before?: number; after?: number };
  open?: number;
}

/** A page of the ledger, newest first. */
export function EntryTable({ page, filter, position, open }: EntryTableProps) {
  const { entries } = page;
  return (
    <Panel
      flush
      title="Entries"
      footer={
        <TrustStrip items={["UTC", "times from the database clock"]} action={<Pager page={page} filter={filter} />} />
      }
    >
      {entries.length === 0 ? (
        <EmptyState title="No entry matches">
          <p>Nothing was recorded for these filters.</p>
        </EmptyState>
      ) : (
        <div className="tw">
          <table className="compact audit-entries">
            <thead>
              <tr>
                <th scope="col" className="num">
                  Entry
                </th>
                <th scope="col">Recorded (UTC)</th>
                <th scope="col">Action</th>
                <th scope="col">Actor</th>
                <th scope="col">Subject</th>
                <th scope="col">Outcome</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <EntryRow
                  key={entry.seq}
                  entry={entry}
                  href={auditAddress(filter, { ...position, entry: entry.seq })}
                  open={entry.seq === open}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function EntryRow({ entry, href, open }: { entry: AuditEntryView; href: string; open: boolean }) {
  return (
    <tr aria-selected={open}>
      <td className="num mono entry-seq">
        <Link href={href} prefetch={false} scroll={false} data-entry={entry.seq}>
          {entry.seq.toLocaleString("en-GB")}
        </Link>
      </td>
      <td className="mono entry-time">
        <span className="muted">{entry.recordedAt.slice(0, 10)}</span> {entry.recordedAt.slice(11, 23)}
      </td>
      <td className="mono entry-action">{entry.action}</td>
      <td className="ell entry-actor">{entry.actorName ?? entry.actorKind}</td>
      <td className="ink2 ell mono entry-subject" title={entry.subject ?? undefined}>
        {entry.subject ?? "–"}
      </td>
      <td className="entry-outcome">
        <Outcome outcome={entry.outcome} />
      </td>
    </tr>
  );
}

/** Only what went wrong is marked: most entries succeed, and a wall of green would hide the rest. */
export function Outcome({ outcome }: Pick<AuditEntryView, "outcome">) {
  if (outcome === "denied") return <Badge tone="fail">Denied</Badge>;
  return outcome === "failure" ? <Badge tone="warn">Failure</Badge> : <span className="ink2">Success</span>;
}

function Pager({ page: { newer, older }, filter }: Pick<EntryTableProps, "page" | "filter">) {
  return (
    <span className="pager">
      {newer !== null && (
        <Link href={auditAddress(filter, { after: newer })} prefetch={false}>
          Newer
        </Link>
      )}
      {older !== null && (
        <Link href={auditAddress(filter, { before: older })} prefetch={false}>
          Older
        </Link>
      )}
    </span>
  );
}
