import { Panel } from "@/components/ui/panel";
import type { ReportEnvelope } from "@/lib/compliance/report/envelope";
import type { ReportRecord } from "@/lib/compliance/report/record";
import { countText, dayRanges, durationText, instantText, sentence } from "@/lib/compliance/report/wording";
import { Matrix } from "./matrix";
import { StatusBadge, StatusShape } from "./status-mark";

/** A report on the screen, from the same record as its files. */
export function ReportView({ record, envelope }: { record: ReportRecord; envelope: ReportEnvelope }) {
  return (
    <>
      <Panel title="Summary" subtitle={`${instantText(record.period.from)} to ${instantText(record.period.to)}`}>
        <Counts record={record} />
        <p className="plain-note">
          Unknown means that the fact could not be measured; it is never counted as verified. This report records
          evidence. It is not a certification.
        </p>
        <Facts record={record} envelope={envelope} />
      </Panel>
      <Panel title="Checks by day">
        <Matrix view={record.checks} />
      </Panel>
      <Panel flush title="What did not pass, and why" subtitle={`${record.exceptions.length}`}>
        <Exceptions exceptions={record.exceptions} />
      </Panel>
      <Panel flush title="Key figures">
        <Figures record={record} />
      </Panel>
      <Panel title="Not covered" subtitle="nothing in this report is evidence for these">
        <ul className="report-limits">
          {record.notCovered.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

function Counts({ record: { checks } }: { record: ReportRecord }) {
  const counts = [
    ["pass", "Verified", checks.counts.verified],
    ["fail", "Failed", checks.counts.failed],
    ["unknown", "Unknown", checks.counts.unknown],
    ["not_applicable", "Not applicable", checks.counts.notApplicable],
  ] as const;
  return (
    <ul className="report-counts">
      {counts.map(([status, word, count]) => (
        <li key={status}>
          <span>
            <StatusShape status={status} /> {word}
          </span>
          <b>{countText(count)}</b>
        </li>
      ))}
    </ul>
  );
}

function Facts({ record, envelope }: { record: ReportRecord; envelope: ReportEnvelope }) {
  const facts = [
    ["Covers", `${record.partial ? "the month so far, to" : "all of it, to"} ${instantText(record.coveredTo)}`],
    ["Generated", `${instantText(envelope.createdAt)} by ${envelope.createdBy}, not reviewed, not attested`],
    ["Audit entry", envelope.auditSeq === null ? "unknown" : countText(envelope.auditSeq)],
    ["Digest, SHA-256 of report.json", envelope.digest],
    ...(envelope.replaces ? [["Replaces", `version ${envelope.replaces.version}, ${envelope.replaces.digest}`]] : []),
  ];
  return (
    <dl className="kv report-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={name === "Replaces" || name?.startsWith("Digest") ? "mono" : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Exceptions({ exceptions }: Pick<ReportRecord, "exceptions">) {
  return (
    <div className="tw">
      <table className="exceptions">
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Status</th>
            <th scope="col">Reason and next step</th>
            <th scope="col">Days</th>
          </tr>
        </thead>
        <tbody>
          {exceptions.map(({ checkId, title, status, reason, nextStep, days }) => (
            <tr key={`${checkId} ${status} ${reason} ${nextStep}`}>
              <th scope="row" className="nw">
                {checkId !== "all" && <span className="muted">{checkId}</span>} {title}
              </th>
              <td className="exception-status">
                <StatusBadge status={status} />
              </td>
              <td className="reason">
                <b>{sentence(reason)}.</b> {nextStep}
              </td>
              <td data-label="Days">{dayRanges(days)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figures({ record: { ledger, signIns, denials, alerts, exports } }: { record: ReportRecord }) {
  const figures: [string, string, string][] = [
    ["Audit entries recorded", countText(ledger.entries), `${ledger.quietHours} of ${ledger.hours} hours have none`],
    ["People who left an entry", countText(ledger.people), "different signed-in members"],
    [
      "Sign-ins that failed",
      countText(signIns.failed),
      `${countText(signIns.succeeded)} succeeded, ${signIns.lockouts} lockouts`,
    ],
    ["Requests refused", countText(denials.permission), `${countText(denials.crossSite)} cross-site besides`],
    ["Downloads", countText(exports.reduce((sum, row) => sum + row.count, 0)), "audit log and reports"],
    ["Alerts fired", countText(alerts.fired), `${countText(alerts.neverAcknowledged)} never acknowledged`],
    [
      "Time to acknowledge, median",
      durationText(alerts.medianSecondsToAcknowledge),
      `of ${countText(alerts.acknowledged)} acknowledged`,
    ],
  ];
  return (
    <div className="tw">
      <table className="report-figures">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className="num">
              Value
            </th>
            <th scope="col">Counted from</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(([name, value, note]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="num">{value}</td>
              <td className="muted">{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
