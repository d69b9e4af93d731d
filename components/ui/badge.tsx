import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

const ICONS = {
  pass: "pass",
  fail: "fail",
  warn: "warn",
  critical: "critical",
  unknown: "unknown",
  na: "na",
  accent: "check",
  silenced: "mute",
  inhibited: "arrow",
  stale: "clock",
  plain: null,
} as const satisfies Record<string, IconName | null>;

export type BadgeTone = keyof typeof ICONS;

/** A status as word, shape and colour. `icon` replaces the tone's own shape; null leaves it out. */
export function Badge({ tone, icon, children }: { tone: BadgeTone; icon?: IconName | null; children: ReactNode }) {
  const shape = icon === undefined ? ICONS[tone] : icon;
  return (
    <span className={`badge ${tone}`}>
      {shape && <Icon name={shape} />}
      {children}
    </span>
  );
}
