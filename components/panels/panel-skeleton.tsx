import type { Visualization } from "@/lib/dashboards/model";

/** Holds the room the content will take. */
export function PanelSkeleton({ visualization }: { visualization: Visualization }) {
  return <div className="skeleton panel-skeleton" data-for={visualization} role="status" aria-label="Loading" />;
}
