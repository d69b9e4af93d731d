"use client";

import { usePathname } from "next/navigation";
import { isCurrent, type NavigationLink } from "./navigation";
import { ZonedLink } from "./zoned-link";

/** The most needed pages within reach of a thumb. */
export function PhoneTabs({ tabs }: { tabs: NavigationLink[] }) {
  const pathname = usePathname();
  return (
    <nav className="phone-tabs" aria-label="Main, phone">
      {tabs.map((tab) => (
        <ZonedLink key={tab.href} href={tab.href} aria-current={current(tab, pathname) ? "page" : undefined}>
          {tab.title}
        </ZonedLink>
      ))}
    </nav>
  );
}

/** The dashboards tab stands for all of them. */
function current({ href }: NavigationLink, pathname: string): boolean {
  return isCurrent(href.startsWith("/dashboards/") ? "/dashboards" : href, pathname);
}
