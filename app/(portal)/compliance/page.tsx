import type { Metadata } from "next";
import { DayPanel } from "@/components/compliance/day-panel";
import { DaySummary } from "@/components/compliance/day-summary";
import { MonthPanel } from "@/components/compliance/month-panel";
import { MonthSwitch } from "@/components/compliance/month-switch";
import { ReportList } from "@/components/compliance/report-list";
import { PageBar } from "@/components/shell/page-bar";
import { Banner } from "@/components/ui/banner";
import { actorHas } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { addressProblem } from "@/lib/compliance/address-problem";
import { chooseDay } from "@/lib/compliance/choose-day";
import { dayOf } from "@/lib/compliance/day";
import { findRun } from "@/lib/compliance/get-day";
import { getMonth } from "@/lib/compliance/get-month";
import { monthOf, monthSchema } from "@/lib/compliance/month";
import { listReports } from "@/lib/compliance/report/list";
import { monthName } from "@/lib/compliance/report/wording";
import { formatInstant } from "@/lib/time/format-time";
import "../../styles/compliance.css";

export const metadata: Metadata = { title: "Compliance" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CompliancePage({ searchParams }: Props) {
  const actor = await requirePageActor("compliance:read");
  const ctx = await pageContext(actor);
  const asked = await searchParams;
  const today = dayOf(ctx.now.getTime());
  const current = monthOf(ctx.now.getTime());
  const wanted = monthSchema.safeParse(asked.month);
  const month = wanted.success && wanted.data <= current ? wanted.data : current;
  const view = await getMonth(ctx, month);
  const day = chooseDay(view, asked.day, today);
  const problem = addressProblem(asked, month, today);

  const run = await findRun(ctx, day);
  const reports = actorHas(actor, "report:read") ? (await listReports(ctx)).reports : null;
  return (
    <>
      <PageBar title="Compliance">
        <MonthSwitch month={month} current={current} />
      </PageBar>
      <div className="page">
        {problem && (
          <Banner tone="warn" title="Part of this address was not understood.">
            {problem} {monthName(month)} is shown, with {formatInstant(Date.parse(day), "UTC", "date")}.
          </Banner>
        )}
        <div className="compliance-top">
          <MonthPanel view={view} selected={day} />
          <DaySummary day={day} run={run} today={today} mayRun={actorHas(actor, "compliance:run")} />
        </div>
        <DayPanel day={day} run={run} link={run !== null} />
        {reports && <ReportList reports={reports} month={month} mayGenerate={actorHas(actor, "report:generate")} />}
      </div>
    </>
  );
}
