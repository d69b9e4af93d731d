import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DayPanel } from "@/components/compliance/day-panel";
import { DaySummary } from "@/components/compliance/day-summary";
import { DayVersions } from "@/components/compliance/day-versions";
import { PageBar } from "@/components/shell/page-bar";
import { actorHas } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { dayOf, daySchema } from "@/lib/compliance/day";
import { findRun } from "@/lib/compliance/get-day";
import { formatInstant } from "@/lib/time/format-time";
import "../../../../styles/compliance.css";

export const metadata: Metadata = { title: "Daily check" };

interface Props {
  params: Promise<{ day: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DayPage({ params, searchParams }: Props) {
  const actor = await requirePageActor("compliance:read");
  const ctx = await pageContext(actor);
  const today = dayOf(ctx.now.getTime());
  const parsed = daySchema.safeParse((await params).day);
  if (!parsed.success || parsed.data > today) notFound();
  const day = parsed.data;
  const version = Number((await searchParams).version) || undefined;
  const run = await findRun(ctx, day, version);
  const crumb = { href: `/compliance?month=${day.slice(0, 7)}&day=${day}`, label: "Compliance" };
  return (
    <>
      <PageBar title={formatInstant(Date.parse(day), "UTC", "date")} crumb={crumb}>
        {run && <DayVersions day={day} shown={run.version} versions={run.versions} />}
      </PageBar>
      <div className="page">
        <DayPanel day={day} run={run} />
        <DaySummary day={day} run={run} today={today} mayRun={actorHas(actor, "compliance:run")} />
      </div>
    </>
  );
}
