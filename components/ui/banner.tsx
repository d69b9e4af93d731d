import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

const ICONS = {
  info: "info",
  pass: "pass",
  warn: "warn",
  fail: "fail",
  unknown: "clock",
} as const satisfies Record<string, IconName>;

interface BannerProps {
  tone: keyof typeof ICONS;
  title: ReactNode;
  children?: ReactNode;
  /** A button or link at the end. */
  action?: ReactNode;
}

/** One line across the page about something that touches all of it. Announced politely when it appears. */
export function Banner({ tone, title, children, action }: BannerProps) {
  return (
    <div className={`banner ${tone}`} role="status">
      <Icon name={ICONS[tone]} />
      <div>
        <b>{title}</b> {children}
      </div>
      {action}
    </div>
  );
}
