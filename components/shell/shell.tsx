import type { ReactNode } from "react";
import { LiveUpdates } from "@/components/live/live-updates";
import { NotLiveBanner } from "@/components/live/not-live-banner";
import { Brand } from "./brand";
import { DeadManBanner } from "./dead-man-banner";
import { LeftOutBanner } from "./left-out-banner";
import { MenuSheet } from "./menu-sheet";
import { NavList } from "./nav-list";
import type { NavigationGroup, NavigationLink } from "./navigation";
import { PhoneTabs } from "./phone-tabs";
import { SourceFreshness } from "./source-freshness";
import type { Theme } from "./theme";
import { UnownedBadge } from "./unowned-badge";
import { type Who, WhoAmI } from "./who-am-i";

interface ShellProps {
  groups: NavigationGroup[];
  tabs: NavigationLink[];
  who: Who;
  theme: Theme;
  /** The build that drew the page. */
  build: string;
  children: ReactNode;
}

/** The frame round every signed-in page: rail on a desktop; top bar, tabs and menu on a phone. */
export function Shell({ groups, tabs, who, theme, build, children }: ShellProps) {
  const mayReadAlerts = tabs.some(({ href }) => href === "/alerts");
  const foot = (
    <>
      <SourceFreshness />
      <WhoAmI who={who} theme={theme} />
    </>
  );
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <aside className="rail" aria-label="Portal">
          <Brand />
          <nav aria-label="Main">
            <NavList groups={groups} />
          </nav>
          {foot}
        </aside>
        <header className="phone-top">
          <Brand />
          {mayReadAlerts && <UnownedBadge />}
          <MenuSheet>
            <nav aria-label="All pages">
              <NavList groups={groups} />
            </nav>
            {foot}
          </MenuSheet>
        </header>
        <main id="main" tabIndex={-1}>
          <div className="notices">
            <NotLiveBanner />
            {mayReadAlerts && <DeadManBanner />}
            <LeftOutBanner />
          </div>
          {children}
        </main>
      </div>
      <PhoneTabs tabs={tabs} />
      {mayReadAlerts && <LiveUpdates build={build} />}
    </>
  );
}
