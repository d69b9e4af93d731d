import type { Metadata } from "next";
import { SilenceList } from "@/components/silences/silence-list";
import { actorHas } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { listSilences } from "@/lib/silences/list-silences";
import "../../styles/silences.css";

export const metadata: Metadata = { title: "Silences" };

/** A slow Alertmanager must not hold up the page: the browser then asks again and says that it waits. */
const PATIENCE_MS = 1_500;

export default async function SilencesPage() {
  const actor = await requirePageActor("silence:read");
  const ctx = await pageContext(actor);
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const initial = await Promise.race([listSilences(ctx), late]);
  return <SilenceList initial={initial} person={actor.name} mayWrite={actorHas(actor, "silence:write")} />;
}
