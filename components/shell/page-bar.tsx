import Link from "next/link";
import type { ReactNode } from "react";

interface PageBarProps {
  title: ReactNode;
  /** Where this page hangs below. */
  crumb?: { href: string; label: string };
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
            <Link href={crumb.href} prefetch={false}>
              {crumb.label}
            </Link>{" "}
            /
          </nav>
        )}
        <h1>{title}</h1>
      </div>
      {children}
    </div>
  );
}
