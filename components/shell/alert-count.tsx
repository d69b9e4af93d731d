"use client";

import { classNames } from "@/components/ui/class-names";
import { useAlertSummary } from "./use-alert-summary";

/** Open alerts, beside the link to them: red while a critical one has no owner, dashed while the source is silent. */
export function AlertCount() {
  const { data, isError } = useAlertSummary();
  if (isError) return <CountLabel text="?" meaning="number of open alerts unknown" tone="unknown" />;
  if (!data) return null;
  const { open, unownedCritical, source } = data;
  if (unownedCritical > 0)
    return (
      <CountLabel
        text={String(open)}
        meaning={`${open} open, ${unownedCritical} critical without an owner`}
        tone="fail"
      />
    );
  if (source.silent) return <CountLabel text={`${open}?`} meaning={`${open} open, source silent`} tone="unknown" />;
  return open > 0 ? <CountLabel text={String(open)} meaning={`${open} open`} /> : null;
}

function CountLabel({ text, meaning, tone }: { text: string; meaning: string; tone?: "fail" | "unknown" }) {
  return (
    <span className={classNames("count", tone)}>
      <span aria-hidden="true">{text}</span>
      <span className="vh">, {meaning}</span>
    </span>
  );
}
