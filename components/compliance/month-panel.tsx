import { Panel } from "@/components/ui/panel";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { MonthView } from "@/lib/compliance/month-view";
import { Matrix } from "./matrix";

const ROLL_UP = { pass: "passed", fail: "failed", unknown: "unknown" } as const;

export function MonthPanel({ view, selected }: { view: MonthView; selected?: string }) {
  const { counts, days } = view;
  const due = days.filter((day) => day.status !== "not_due");
  const ran = due.filter((day) => day.status !== "not_run");
  return (
    <Panel
      title="Checks by day"
      subtitle={`${ran.length} of ${due.length} days run · roll-up: ${ROLL_UP[view.status]}`}
      badge={
        <span className="nw month-counts">
          {counts.verified} verified · <b className={counts.failed ? "t-fail" : ""}>{counts.failed} failed</b> ·{" "}
          <b className={counts.unknown ? "t-unknown" : ""}>{counts.unknown} unknown</b>
        </span>
      }
      footer={
        <TrustStrip items={["Runs 00:15 UTC for the day before", "UTC days", "every run is kept as a version"]} />
      }
    >
      <Matrix view={view} selected={selected} />
    </Panel>
  );
}
