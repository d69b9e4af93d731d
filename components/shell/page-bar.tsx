import type { ReactNode } from "react";
import { ZonedLink } from "./zoned-link";

interface PageBarProps {
  title: ReactNode;
  /** Where this page hangs below, and what tells it from its neighbours of the same title. */
  crumb?: { href: string; label: string; here?: string };
  /** Controls, at the right. */
  children?: ReactNode;
}

/** The top of every page: its name and its controls. */
export function PageBar({ title, crumb, children }: PageBarProps) {
  return (
    <div className="bar">
      <div className="bar-title">
        {crumb && (
          <nav className="crumb" aria-label="Breadcrumb">
            <ZonedLink href={crumb.href}>{crumb.label}</ZonedLink> / {crumb.here}
          </nav>
        )}
        <h1>{title}</h1>
      </div>
      {children}
    </div>
  );
}
