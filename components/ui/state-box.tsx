import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

const ICONS = {
  plain: "info",
  fail: "fail",
  warn: "warn",
  unknown: "unknown",
  forbidden: "lock",
} as const satisfies Record<string, IconName>;

interface StateBoxProps {
  tone: keyof typeof ICONS;
  title: ReactNode;
  children?: ReactNode;
}

/** Stands in place of a panel's content: what happened, in the upstream's words, and what can be done. */
export function StateBox({ tone, title, children }: StateBoxProps) {
  return (
    <div className={`state ${tone}`}>
      <p className="state-title">
        <Icon name={ICONS[tone]} className={TEXT[tone]} />
        {title}
      </p>
      {children}
    </div>
  );
}

const TEXT = { plain: "muted", fail: "t-fail", warn: "t-warn", unknown: "t-unknown", forbidden: "muted" } as const;
