import type { Metadata } from "next";
import { PeopleTable } from "@/components/performance/people-table";
import { PeriodControls } from "@/components/performance/period-controls";
import { PageBar } from "@/components/shell/page-bar";
import { Banner } from "@/components/ui/banner";
import { getPeoplePerformance } from "@/lib/alerts/performance/get-people-performance";
import { parsePerformanceSearch } from "@/lib/alerts/performance/parse-performance-search";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import "../../../../styles/performance.css";

export const metadata: Metadata = { title: "People and alerts" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PeoplePerformancePage({ searchParams }: Props) {
  const actor = await requirePageActor("members:read-performance");
  const ctx = await pageContext(actor);
  const { query, problem } = parsePerformanceSearch(await searchParams, ctx.now.getTime());
  const view = await getPeoplePerformance(ctx, query);
  const back = `/alerts/performance?${new URLSearchParams(query)}`;
  return (
    <>
      <PageBar title="People" crumb={{ href: back, label: "Alert performance" }}>
        <PeriodControls range={query} zone={query.zone} />
      </PageBar>
      <div className="page">
        {problem && (
          <Banner tone="warn" title="This address was not understood.">
            {problem} The last 30 days are shown.
          </Banner>
        )}
        <PeopleTable view={view} />
      </div>
    </>
  );
}
