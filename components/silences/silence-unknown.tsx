import { PageBar } from "@/components/shell/page-bar";
import { ButtonLink } from "@/components/ui/button-link";
import { StateBox } from "@/components/ui/state-box";

/** In place of a silence while the Alertmanager that may have it does not answer. */
export function SilenceUnknown({ words }: { words: string }) {
  return (
    <>
      <PageBar title="Silence" crumb={{ href: "/silences", label: "Silences" }} />
      <div className="page">
        <section className="panel si-unknown" aria-label="Silence">
          <StateBox tone="fail" title="This silence is not known now">
            <p>{words}</p>
            <ButtonLink size="small" href="/status">
              See sources
            </ButtonLink>
          </StateBox>
        </section>
      </div>
    </>
  );
}
