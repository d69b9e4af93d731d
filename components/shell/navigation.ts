import type { Permission } from "@/lib/auth/permissions";

export interface NavigationLink {
  href: string;
  title: string;
}

export interface NavigationGroup {
  title: string;
  links: NavigationLink[];
}

/** What the operator may have switched off. */
export interface Offers {
  explore: boolean;
}

interface OwnLink extends NavigationLink {
  permission: Permission;
  /** Shown only where this is on. */
  offer?: keyof Offers;
}

const GROUPS: readonly { title: string; links: readonly OwnLink[] }[] = [
  {
    title: "Dashboards",
    links: [
      { href: "/dashboards/executive", title: "Executive", permission: "executive-dashboard:read" },
      { href: "/dashboards/operations", title: "Operations", permission: "operations-dashboard:read" },
      { href: "/dashboards/security", title: "Security", permission: "security-dashboard:read" },
      { href: "/dashboards/business", title: "Business", permission: "business-dashboard:read" },
    ],
  },
  {
    title: "Respond",
    links: [
      { href: "/alerts", title: "Alerts", permission: "alert:read" },
      { href: "/silences", title: "Silences", permission: "silence:read" },
      { href: "/runbooks", title: "Runbooks", permission: "runbook:read" },
      { href: "/explore", title: "Explore", permission: "query:explore", offer: "explore" },
      { href: "/alerts/performance", title: "Alert performance", permission: "alert-performance:read" },
    ],
  },
  {
    title: "Evidence",
    links: [
      { href: "/compliance", title: "Compliance", permission: "compliance:read" },
      { href: "/audit", title: "Audit log", permission: "audit:read" },
    ],
  },
  {
    title: "System",
    links: [
      { href: "/status", title: "Status", permission: "status:read" },
      { href: "/admin/members", title: "Members", permission: "member:read" },
      { href: "/account", title: "Access tokens", permission: "access-token:write" },
    ],
  },
];

/** The pages a person may open, in their groups; a group without pages is left out. */
export function navigationFor(permissions: ReadonlySet<Permission>, offers: Offers): NavigationGroup[] {
  return GROUPS.map(({ title, links }) => ({
    title,
    links: links
      .filter(({ permission, offer }) => permissions.has(permission) && (!offer || offers[offer]))
      .map(({ href, title: linkTitle }) => ({ href, title: linkTitle })),
  })).filter(({ links }) => links.length > 0);
}

/** At most five tabs for a thumb: alerts first, then one dashboard, then evidence and status. */
export function phoneTabsFor(groups: readonly NavigationGroup[], home: string): NavigationLink[] {
  const links = groups.flatMap((group) => group.links);
  const dashboards = links.filter(({ href }) => href.startsWith("/dashboards/"));
  const dashboard = dashboards.find(({ href }) => href === home) ?? dashboards[0];
  const others = ["/compliance", "/audit", "/status"].map((href) => links.find((link) => link.href === href));
  const tabs = [
    links.find(({ href }) => href === "/alerts"),
    dashboard && { href: dashboard.href, title: "Dashboards" },
    ...others,
  ];
  return tabs.filter((tab) => tab !== undefined);
}

/** Of the links that stand for the page at `pathname` the nearest; undefined: none does. */
export function currentHref(groups: readonly NavigationGroup[], pathname: string): string | undefined {
  return groups
    .flatMap(({ links }) => links.map(({ href }) => href))
    .filter((href) => isCurrent(href, pathname))
    .sort((a, b) => b.length - a.length)[0];
}

/** Whether a link stands for the page (or the section of the page) at `pathname`. */
export function isCurrent(href: string, pathname: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
