import type { Metadata } from "next";
import { EntryDrawer } from "@/components/audit/entry-drawer";
import { EntryTable } from "@/components/audit/entry-table";
import { ExportLinks } from "@/components/audit/export-links";
import { FilterForm } from "@/components/audit/filter-form";
import { ProofPanel } from "@/components/audit/proof-panel";
import { RetentionPanel } from "@/components/audit/retention-panel";
import { PageBar } from "@/components/shell/page-bar";
import { Banner } from "@/components/ui/banner";
import { findAuditEntry } from "@/lib/audit/get-entry";
import { getLedgerProof } from "@/lib/audit/get-proof";
import { listAuditEntries } from "@/lib/audit/list-entries";
import { auditAddress, isFiltered, parseAuditPage } from "@/lib/audit/page-query";
import { getRetention } from "@/lib/audit/retention/get-retention";
import { actorHas } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import "../../styles/audit.css";

export const metadata: Metadata = { title: "Audit log" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AuditLogPage({ searchParams }: Props) {
  const actor = await requirePageActor("audit:read");
  const ctx = await pageContext(actor);
  const { list, filter, entry, problem } = parseAuditPage(await searchParams);
  const proof = await getLedgerProof(ctx);
  const retention = await getRetention(ctx);
  const page = await listAuditEntries(ctx, list);
  const detail = entry === undefined ? null : await findAuditEntry(ctx, entry);
  const position = { before: list.before, after: list.after };
  return (
    <>
      <PageBar title="Audit log">{actorHas(actor, "audit:export") && <ExportLinks filter={filter} />}</PageBar>
      <div className={detail ? "split" : undefined}>
        <div className="page">
          {retention.holds.length > 0 && (
            <Banner tone="warn" title="A legal hold is in force.">
              Nothing of this log is pruned; <a href="#retention">who placed it, and why</a>.
            </Banner>
          )}
          <ProofPanel proof={proof} />
          <FilterForm filter={filter} />
          {problem && (
            <Banner tone="warn" title="Part of this address was not understood.">
              {problem}. {isFiltered(filter) ? "The rest of it is followed." : "The whole log is shown."}
            </Banner>
          )}
          {entry !== undefined && !detail && (
            <Banner tone="warn" title={`There is no entry ${entry.toLocaleString("en-GB")}.`}>
              The log holds {proof.size.toLocaleString("en-GB")} entries, counted from 0.
            </Banner>
          )}
          <p className="hint">Reading this page is itself recorded.</p>
          <EntryTable page={page} filter={filter} position={position} open={detail?.seq} />
          <RetentionPanel
            retention={retention}
            mayHold={actorHas(actor, "legal-hold:write")}
            mayPrune={actorHas(actor, "audit:prune")}
          />
        </div>
        {detail && (
          <EntryDrawer
            entry={detail}
            verifierKeys={proof.verifierKeys}
            closeHref={auditAddress(filter, position)}
            subjectHref={detail.subject && auditAddress({ subject: detail.subject })}
          />
        )}
      </div>
    </>
  );
}
