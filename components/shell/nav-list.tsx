"use client";

import { usePathname } from "next/navigation";
import { AlertCount } from "./alert-count";
import { currentHref, type NavigationGroup } from "./navigation";
import { ZonedLink } from "./zoned-link";

/** The groups of pages; the one that is open is marked. */
export function NavList({ groups }: { groups: NavigationGroup[] }) {
  const current = currentHref(groups, usePathname());
  return groups.map((group) => (
    <div className="nav-group" key={group.title}>
      <h2>{group.title}</h2>
      <ul>
        {group.links.map((link) => (
          <li key={link.href}>
            <ZonedLink href={link.href} aria-current={link.href === current ? "page" : undefined}>
              {link.title}
              {link.href === "/alerts" && <AlertCount />}
            </ZonedLink>
          </li>
        ))}
      </ul>
    </div>
  ));
}
