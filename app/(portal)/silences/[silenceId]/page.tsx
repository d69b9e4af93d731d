import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SilenceDetail } from "@/components/silences/silence-detail";
import { SilenceUnknown } from "@/components/silences/silence-unknown";
import { actorHas } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { PortalError } from "@/lib/errors";
import { getSilence } from "@/lib/silences/get-silence";
import { silenceIdSchema } from "@/lib/silences/silence-input";
import "../../../styles/silences.css";

export const metadata: Metadata = { title: "Silence" };

interface SilencePageProps {
  params: Promise<{ silenceId: string }>;
}

export default async function SilencePage({ params }: SilencePageProps) {
  const actor = await requirePageActor("silence:read");
  const id = silenceIdSchema.safeParse(await params);
  if (!id.success) notFound();
  const found = await getSilence(await pageContext(actor), id.data.silenceId).catch((error: unknown) => {
    if (!(error instanceof PortalError)) throw error;
    if (error.code === "not_found") notFound();
    return error.message;
  });
  if (typeof found === "string") return <SilenceUnknown words={found} />;
  return <SilenceDetail initial={found} person={actor.name} mayWrite={actorHas(actor, "silence:write")} />;
}
