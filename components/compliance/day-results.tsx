import type { DayRun } from "@/lib/compliance/day-view";
import { sentence } from "@/lib/compliance/report/wording";
import { formatInstant } from "@/lib/time/format-time";
import { Facts } from "./facts";
import { StatusBadge } from "./status-mark";

/** Every result of a run: what needs somebody first. */
export function DayResults({ run }: { run: DayRun }) {
  return (
    <div className="tw">
      <table className="day-results">
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Status</th>
            <th scope="col">Observed</th>
            <th scope="col">Expected</th>
            <th scope="col">Reason and next step</th>
            <th scope="col">Method, time</th>
          </tr>
        </thead>
        <tbody>
          {run.results.map((result) => (
            <tr key={result.checkId}>
              <th scope="row" className="check-name">
                <span className="muted">{result.checkId}</span> {result.title}
                <span className="check-controls">{result.controls.join(", ")}</span>
              </th>
              <td className="check-status">
                <StatusBadge status={result.status} />
              </td>
              <td>
                <Facts facts={result.observed} />
              </td>
              <td className="expected">
                <Facts facts={result.expected} />
              </td>
              <td className="reason">
                {result.reasonCode && <b>{sentence(result.reasonCode)}. </b>}
                {result.nextStep}
              </td>
              <td className="nw measured">
                {result.method === "derived" ? "not measured" : result.method}
                <span className="check-controls">
                  <time dateTime={result.measuredAt}>
                    {formatInstant(Date.parse(result.measuredAt), "UTC", "full")}
                  </time>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
