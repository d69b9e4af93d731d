import type { Metadata } from "next";
import { Suspense } from "react";
import { Handover } from "@/components/alerts/handover";
import { SilenceEndings } from "@/components/alerts/silence-endings";
import { getHandover } from "@/lib/alerts/get-handover";
import { actorHas } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { listSilences } from "@/lib/silences/list-silences";
import type { RequestContext } from "@/lib/telemetry/context";
import "../../../styles/alert-rows.css";
import "../../../styles/alerts.css";
import "../../../styles/handover.css";

export const metadata: Metadata = { title: "Shift handover" };

export default async function HandoverPage() {
  const actor = await requirePageActor("alert:read");
  const ctx = await pageContext(actor);
  return (
    <Handover initial={await getHandover(ctx)} person={actor.name}>
      {actorHas(actor, "silence:read") && (
        <Suspense fallback={<p className="muted">Asking Alertmanager for silences.</p>}>
          <EndingSilences ctx={ctx} />
        </Suspense>
      )}
    </Handover>
  );
}

/** Apart from the rest: an Alertmanager that is slow must not keep the page waiting. */
async function EndingSilences({ ctx }: { ctx: RequestContext }) {
  return <SilenceEndings list={await listSilences(ctx)} />;
}
