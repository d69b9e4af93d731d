import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";

export type PanelState = "loading" | "ok" | "empty" | "partial" | "stale" | "error" | "forbidden";

interface PanelProps {
  title: ReactNode;
  subtitle?: ReactNode;
  /** At the right of the title: a status, or a small control. */
  badge?: ReactNode;
  /** Usually a TrustStrip. */
  footer?: ReactNode;
  state?: PanelState;
  /** The content reaches the edges (tables). */
  flush?: boolean;
  id?: string;
  /** Grid span ("c4" … "c12") and other classes. */
  className?: string;
  children: ReactNode;
}

/** A card: title, content, trust strip. */
export function Panel({ title, subtitle, badge, footer, state, flush, id, className, children }: PanelProps) {
  const heading = useId();
  return (
    <section
      className={classNames("panel", flush && "flush", className)}
      id={id}
      data-state={state}
      aria-labelledby={heading}
      aria-busy={state === "loading" || undefined}
    >
      <header>
        <h2 id={heading}>
          {title}
          {subtitle && <span className="sub">{subtitle}</span>}
        </h2>
        {badge}
      </header>
      <div className="body">{children}</div>
      {footer}
    </section>
  );
}
