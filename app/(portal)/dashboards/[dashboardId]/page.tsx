import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Board } from "@/components/panels/board";
import { DashboardControls } from "@/components/shell/dashboard-controls";
import { PageBar } from "@/components/shell/page-bar";
import { RangeDefaultsProvider } from "@/components/shell/range-defaults";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { getDashboardView } from "@/lib/dashboards/get-dashboard-view";
import { listDashboards } from "@/lib/dashboards/registry";
import { mayExplore } from "@/lib/explore/may-explore";
import { readBoardSeed } from "./read-board-seed";
import "../../../styles/alert-rows.css";

interface DashboardPageProps {
  params: Promise<{ dashboardId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: DashboardPageProps): Promise<Metadata> {
  const { dashboardId } = await params;
  return { title: listDashboards().find(({ id }) => id === dashboardId)?.title };
}

export default async function DashboardPage({ params, searchParams }: DashboardPageProps) {
  const { dashboardId } = await params;
  const definition = listDashboards().find(({ id }) => id === dashboardId);
  if (!definition) notFound();
  const ctx = await pageContext(await requirePageActor(definition.permission));
  const dashboard = getDashboardView(ctx, definition.id);
  const seed = await readBoardSeed(ctx, dashboard, await searchParams);
  const { defaultRange, defaultRefreshSeconds } = dashboard;
  return (
    <RangeDefaultsProvider defaults={{ from: defaultRange, to: "now", refreshSeconds: defaultRefreshSeconds }}>
      <PageBar title={dashboard.title}>
        <DashboardControls />
      </PageBar>
      <Board key={dashboard.id} dashboard={dashboard} seed={seed} explore={mayExplore(ctx.actor)} />
    </RangeDefaultsProvider>
  );
}
