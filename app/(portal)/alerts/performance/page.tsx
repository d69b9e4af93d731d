import type { Metadata } from "next";
import { PerformanceReport } from "@/components/performance/performance-report";
import { PeriodControls } from "@/components/performance/period-controls";
import { PageBar } from "@/components/shell/page-bar";
import { Banner } from "@/components/ui/banner";
import { buttonClass } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { getPerformance } from "@/lib/alerts/performance/get-performance";
import { parsePerformanceSearch } from "@/lib/alerts/performance/parse-performance-search";
import { actorHas } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import "../../../styles/performance.css";

export const metadata: Metadata = { title: "Alert performance" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PerformancePage({ searchParams }: Props) {
  const actor = await requirePageActor("alert-performance:read");
  const ctx = await pageContext(actor);
  const { query, problem } = parsePerformanceSearch(await searchParams, ctx.now.getTime());
  const view = await getPerformance(ctx, query);
  const search = new URLSearchParams(query).toString();
  return (
    <>
      <PageBar title="Alert performance" crumb={{ href: "/alerts", label: "Alerts" }}>
        {actorHas(actor, "members:read-performance") && (
          <ButtonLink href={`/alerts/performance/people?${search}`}>People</ButtonLink>
        )}
        <a
          className={buttonClass({})}
          href={`/api/alerts/performance/file?${search}`}
          title="Recorded in the audit ledger; five files an hour"
          download
        >
          CSV
        </a>
        <PeriodControls range={query} zone={query.zone} />
      </PageBar>
      <div className="page">
        {problem && (
          <Banner tone="warn" title="This address was not understood.">
            {problem} The last 30 days are shown.
          </Banner>
        )}
        <PerformanceReport view={view} />
      </div>
    </>
  );
}
