"use client";

import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button-link";
import { silenceWords } from "@/lib/alerts/silence-words";
import { useAlertSummary } from "./use-alert-summary";
import { usePageZone } from "./use-page-zone";

/** On every page that could look calm: alerts may not be reaching the portal, since when, and which way died. */
export function DeadManBanner() {
  const { data } = useAlertSummary();
  const zone = usePageZone();
  const words = data && silenceWords(data.source, zone);
  if (!words) return null;
  return (
    <Banner
      tone={words.tone}
      title={words.title}
      action={
        <ButtonLink size="small" href="/status">
          See sources
        </ButtonLink>
      }
    >
      {words.text}
    </Banner>
  );
}
