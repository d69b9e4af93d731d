import { Children, type ReactNode } from "react";

/** What a figure rests on: source, age, step, notices; `action` stands at the right end. */
export function TrustStrip({ items, action }: { items: ReactNode[]; action?: ReactNode }) {
  return (
    <div className="trust">
      {Children.map(items.filter(isShown), (item) => (
        <span>{item}</span>
      ))}
      {action && <span className="act">{action}</span>}
    </div>
  );
}

function isShown(item: ReactNode): boolean {
  return item !== null && item !== undefined && item !== false && item !== "";
}
