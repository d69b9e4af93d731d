import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RunbookView } from "@/components/runbooks/runbook-view";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { PortalError } from "@/lib/errors";
import { mayExplore } from "@/lib/explore/may-explore";
import { getRunbook } from "@/lib/runbooks/get-runbook";
import "../../../styles/runbooks.css";

export const metadata: Metadata = { title: "Runbook" };

interface RunbookPageProps {
  params: Promise<{ alertname: string }>;
}

export default async function RunbookPage({ params }: RunbookPageProps) {
  const actor = await requirePageActor("runbook:read");
  const { alertname } = await params;
  const runbook = await getRunbook(await pageContext(actor), alertname).catch((error: unknown) => {
    if (error instanceof PortalError && error.code === "not_found") notFound();
    throw error;
  });
  return <RunbookView runbook={runbook} explore={mayExplore(actor)} />;
}
