import type { ReactNode } from "react";

/** Lets a wide table scroll sideways inside its panel; reachable by keyboard. `label` says which table it is. */
export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <section className="tw" aria-label={`${label}, table`} tabIndex={0}>
      {children}
    </section>
  );
}
