import type { Metadata } from "next";
import { RunbookList } from "@/components/runbooks/runbook-list";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { listRunbooks } from "@/lib/runbooks/list-runbooks";
import "../../styles/runbooks.css";

export const metadata: Metadata = { title: "Runbooks" };

export default async function RunbooksPage() {
  const actor = await requirePageActor("runbook:read");
  return <RunbookList runbooks={await listRunbooks(await pageContext(actor))} />;
}
