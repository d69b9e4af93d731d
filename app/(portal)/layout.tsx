import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { navigationFor, phoneTabsFor } from "@/components/shell/navigation";
import { Shell } from "@/components/shell/shell";
import { parseTheme, THEME_COOKIE } from "@/components/shell/theme";
import { ROLE_HOME, ROLE_NAMES } from "@/lib/auth/permissions";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { env } from "@/lib/env";
import { Providers } from "../providers";

/** Only for signed-in people. Each page still asks for its own permission: a layout is not drawn anew between pages. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await requirePageActor();
  const groups = navigationFor(actor.permissions);
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  const who = { name: actor.name, roleName: ROLE_NAMES[actor.role], environment: env().ENVIRONMENT_NAME };
  return (
    <Providers>
      <Shell groups={groups} tabs={phoneTabsFor(groups, ROLE_HOME[actor.role])} who={who} theme={theme}>
        {children}
      </Shell>
    </Providers>
  );
}
