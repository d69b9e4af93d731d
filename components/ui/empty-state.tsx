import type { ReactNode } from "react";

/** Nothing to show, and that is a known fact (an unknown is a StateBox). */
export function EmptyState({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="empty">
      <b>{title}</b>
      {children}
    </div>
  );
}
