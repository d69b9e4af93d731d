import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Alarm } from "@/components/alerts/alarm";
import { navigationFor, phoneTabsFor } from "@/components/shell/navigation";
import { Shell } from "@/components/shell/shell";
import { parseTheme, THEME_COOKIE } from "@/components/shell/theme";
import { getAlertSummary } from "@/lib/alerts/alert-summary";
import { actorHas, type UserActor } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { ROLE_HOME, ROLE_NAMES } from "@/lib/auth/permissions";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { env } from "@/lib/env";
import { exploreIsOn } from "@/lib/explore/explore-is-on";
import { buildId } from "@/lib/live/build-id";
import { listSources } from "@/lib/status/list-sources";
import { Providers, type QuerySeed } from "../providers";

/** Only for signed-in people. Each page still asks for its own permission: a layout is not drawn anew between pages. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await requirePageActor();
  const groups = navigationFor(actor.permissions, { explore: exploreIsOn() });
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  const who = { name: actor.name, roleName: ROLE_NAMES[actor.role], environment: env().ENVIRONMENT_NAME };
  return (
    <Providers seeds={await railSeeds(actor)}>
      <Shell
        groups={groups}
        tabs={phoneTabsFor(groups, ROLE_HOME[actor.role])}
        who={who}
        theme={theme}
        build={buildId()}
      >
        {children}
        {actorHas(actor, "alert:read") && <Alarm />}
      </Shell>
    </Providers>
  );
}

/** What the rail shows at once. A figure that cannot be read is asked for by the browser: the frame does not fall with it. */
async function railSeeds(actor: UserActor): Promise<QuerySeed[]> {
  const ctx = await pageContext(actor);
  const [status, alerts] = await Promise.allSettled([
    listSources(ctx, { waitForSources: false }),
    getAlertSummary(ctx),
  ]);
  return [
    ...(status.status === "fulfilled" ? [{ key: ["status"], data: status.value }] : []),
    ...(alerts.status === "fulfilled" ? [{ key: ["alerts", "summary"], data: alerts.value }] : []),
  ];
}
