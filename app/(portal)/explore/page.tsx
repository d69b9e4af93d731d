import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { Explore } from "@/components/explore/explore";
import { RangeDefaultsProvider } from "@/components/shell/range-defaults";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { env } from "@/lib/env";
import { cameFromInside } from "@/lib/explore/came-from-inside";
import { explorableSources } from "@/lib/explore/explorable-sources";
import { exploreIsOn } from "@/lib/explore/explore-is-on";
import "../../styles/explore.css";

export const metadata: Metadata = { title: "Explore" };

export default async function ExplorePage() {
  const actor = await requirePageActor("query:explore");
  if (!exploreIsOn()) notFound();
  return (
    <RangeDefaultsProvider defaults={{ from: "now-1h", to: "now", refreshSeconds: 0 }}>
      <Explore
        sources={explorableSources(await pageContext(actor))}
        fromInside={cameFromInside(await headers(), new URL(env().PORTAL_URL).origin)}
      />
    </RangeDefaultsProvider>
  );
}
