import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AlertDetail } from "@/components/alerts/alert-detail";
import { episodeIdSchema } from "@/lib/alerts/acknowledge-input";
import { getEpisode } from "@/lib/alerts/get-episode";
import { seesInfrastructure } from "@/lib/alerts/limit-to-role";
import { actorHas } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { PortalError } from "@/lib/errors";
import { mayExplore } from "@/lib/explore/may-explore";
import { newSilenceHref } from "@/lib/matchers/new-silence-href";
import "../../../styles/alerts.css";

export const metadata: Metadata = { title: "Alert" };

interface AlertPageProps {
  params: Promise<{ episodeId: string }>;
}

export default async function AlertPage({ params }: AlertPageProps) {
  const actor = await requirePageActor("alert:read");
  const id = episodeIdSchema.safeParse(await params);
  if (!id.success) notFound();
  const detail = await getEpisode(await pageContext(actor), id.data.episodeId).catch((error: unknown) => {
    if (error instanceof PortalError && error.code === "not_found") notFound();
    throw error;
  });
  const rights = {
    acknowledge: actorHas(actor, "alert:acknowledge"),
    releaseAny: actorHas(actor, "alert:unacknowledge-any"),
    silence: actorHas(actor, "silence:write"),
    chart: seesInfrastructure(actor),
    explore: mayExplore(actor),
  };
  return (
    <AlertDetail
      initial={detail}
      person={{ id: actor.userId, name: actor.name }}
      rights={rights}
      silenceHref={newSilenceHref(detail.episode.labels)}
    />
  );
}
