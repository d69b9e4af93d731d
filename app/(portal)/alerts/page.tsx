import type { Metadata } from "next";
import { AlertList } from "@/components/alerts/alert-list";
import { apiSearchOf, UNFILTERED } from "@/components/alerts/api-search";
import { ROWS_PER_PAGE } from "@/components/alerts/rows-per-page";
import { listEpisodes } from "@/lib/alerts/list-episodes";
import { episodeListQuerySchema } from "@/lib/alerts/list-query";
import { actorHas } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import "../../styles/alert-rows.css";
import "../../styles/alerts.css";

export const metadata: Metadata = { title: "Alerts" };

interface AlertsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AlertsPage({ searchParams }: AlertsPageProps) {
  const actor = await requirePageActor("alert:read");
  const given = await searchParams;
  const search = apiSearchOf({ get: (name) => (typeof given[name] === "string" ? given[name] : null) });
  const parsed = episodeListQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(search)));
  const query = parsed.data ?? episodeListQuerySchema.parse({ state: "all" });
  const list = await listEpisodes(await pageContext(actor), { ...query, limit: ROWS_PER_PAGE });
  return (
    <AlertList
      initial={list}
      initialSearch={parsed.success ? search : UNFILTERED}
      person={{ id: actor.userId, name: actor.name }}
      mayAcknowledge={actorHas(actor, "alert:acknowledge")}
      mayMeasure={actorHas(actor, "alert-performance:read")}
    />
  );
}
