import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { ReportSummary } from "@/lib/compliance/report/envelope";
import { instantText, monthName } from "@/lib/compliance/report/wording";
import { Downloads } from "./downloads";
import { GenerateReport } from "./generate-report";

interface ReportListProps {
  reports: readonly ReportSummary[];
  month: string;
  mayGenerate: boolean;
}

export function ReportList({ reports, month, mayGenerate }: ReportListProps) {
  return (
    <Panel
      flush
      title="Monthly reports"
      badge={mayGenerate && <GenerateReport month={month} label={`Generate ${monthName(month)}`} />}
      footer={
        <TrustStrip items={["report.json is the record; PDF and CSV are drawn from it", "a version is never edited"]} />
      }
    >
      {reports.length === 0 ? (
        <EmptyState title="No report yet">
          <p>A report collects a month from the audit log, the checks and the alerts.</p>
        </EmptyState>
      ) : (
        <div className="tw">
          <table className="report-list">
            <thead>
              <tr>
                <th scope="col">Month</th>
                <th scope="col">Version</th>
                <th scope="col">State</th>
                <th scope="col" className="num">
                  Verified
                </th>
                <th scope="col" className="num">
                  Failed
                </th>
                <th scope="col" className="num">
                  Unknown
                </th>
                <th scope="col">Digest</th>
                <th scope="col">Generated</th>
                <th scope="col">Download</th>
              </tr>
            </thead>
            <tbody>
              {reports.map((report) => (
                <ReportRow key={report.id} report={report} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function ReportRow({ report }: { report: ReportSummary }) {
  const { counts } = report;
  return (
    <tr>
      <th scope="row" className="nw">
        <Link href={`/compliance/reports/${report.id}`} prefetch={false}>
          {monthName(report.month)}
        </Link>
      </th>
      <td className="report-version">v{report.version}</td>
      <td className="report-state">
        {report.partial ? (
          <Badge tone="warn" icon="partial">
            Partial
          </Badge>
        ) : (
          <Badge tone="plain">Not reviewed</Badge>
        )}
      </td>
      <td className="num" data-label="verified">
        {counts.verified}
      </td>
      <td data-label="failed" className={counts.failed ? "num t-fail strong" : "num"}>
        {counts.failed}
      </td>
      <td data-label="unknown" className={counts.unknown ? "num t-unknown strong" : "num"}>
        {counts.unknown}
      </td>
      <td className="mono nw report-digest">{`${report.digest.slice(0, 8)}…${report.digest.slice(-4)}`}</td>
      <td className="nw report-generated">
        {instantText(report.createdAt)} <span className="muted">by {report.createdBy}</span>
      </td>
      <td className="nw report-files">
        <Downloads reportId={report.id} />
      </td>
    </tr>
  );
}
