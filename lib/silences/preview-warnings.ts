import type { Matcher } from "@/lib/matchers/matcher";
import type { SilencePreview } from "./preview-view";

type Hits = Pick<SilencePreview, "hit" | "critical" | "wholeSeverities" | "watchdog">;

/** What a person should think about before making this silence; empty when it is an ordinary one. */
export function previewWarnings(matchers: readonly Matcher[], { critical, wholeSeverities, watchdog }: Hits): string[] {
  const warnings: string[] = [];
  if (critical > 0)
    warnings.push(critical === 1 ? "It holds back a critical alert." : `It holds back ${critical} critical alerts.`);
  if (matchers.length > 0 && matchers.every(({ name }) => name === "severity"))
    warnings.push("It looks at the severity alone, so it also holds back every alert of it that begins later.");
  for (const severity of wholeSeverities)
    warnings.push(`It holds back every open alert with severity ${severity || "none"}.`);
  if (watchdog)
    warnings.push("It holds back the Watchdog: nobody outside is then told when monitoring itself falls silent.");
  return warnings;
}
