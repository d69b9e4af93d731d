import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button-link";
import type { SilenceSources } from "@/lib/silences/silence-view";

/** Says whose silences are missing from the list. Nothing when every Alertmanager answers. */
export function SourcesBanner({ sources }: { sources: SilenceSources }) {
  const [first] = sources.silent;
  if (!first) return null;
  const action = (
    <ButtonLink size="small" href="/status">
      See sources
    </ButtonLink>
  );
  const names = sources.silent.map(({ name }) => name).join(", ");
  const several = sources.silent.length > 1;
  return (
    <Banner
      tone="unknown"
      title={`Alertmanager ${names} ${several ? "do" : "does"} not answer: ${several ? "their" : "its"} silences are not known.`}
      action={action}
    >
      {first.words}
    </Banner>
  );
}
