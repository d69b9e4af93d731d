import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Downloads } from "@/components/compliance/downloads";
import { ReportView } from "@/components/compliance/report-view";
import { PageBar } from "@/components/shell/page-bar";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { getReport } from "@/lib/compliance/report/get";
import { reportTitle } from "@/lib/compliance/report/wording";
import { PortalError } from "@/lib/errors";
import "../../../../styles/compliance.css";

export const metadata: Metadata = { title: "Monthly report" };

export default async function ReportPage({ params }: { params: Promise<{ reportId: string }> }) {
  const actor = await requirePageActor("report:read");
  const { reportId } = await params;
  if (!z.uuid().safeParse(reportId).success) notFound();
  const report = await getReport(await pageContext(actor), reportId).catch((error: unknown) => {
    if (error instanceof PortalError && error.code === "not_found") notFound();
    throw error;
  });
  const { month } = report.envelope;
  return (
    <>
      <PageBar title={reportTitle(report.envelope)} crumb={{ href: `/compliance?month=${month}`, label: "Compliance" }}>
        <Downloads reportId={reportId} buttons />
      </PageBar>
      <div className="page page-report">
        <ReportView record={report.record} envelope={report.envelope} />
      </div>
    </>
  );
}
