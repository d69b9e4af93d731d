"use client";

import { useRouter } from "next/navigation";
import { PageBar } from "@/components/shell/page-bar";
import { PageZone } from "@/components/shell/page-zone";
import { usePageZone } from "@/components/shell/use-page-zone";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import type { CreateSilenceInput } from "@/lib/silences/silence-input";
import { withZone } from "@/lib/time/with-zone";
import { AlertmanagerField } from "./alertmanager-field";
import { ChangeProblem } from "./change-problem";
import { EndField } from "./end-field";
import { MatcherEditor } from "./matcher-editor";
import { PreviewPanel } from "./preview-panel";
import { ReasonField } from "./reason-field";
import { useNewSilence } from "./use-new-silence";
import { useSilenceChange } from "./use-silence-change";

interface NewSilenceProps {
  /** The matchers of the address, as text. */
  given: string[];
  person: string;
}

/** A new silence, with what it would hold back beside it. */
export function NewSilence({ given, person }: NewSilenceProps) {
  const router = useRouter();
  const zone = usePageZone();
  const typed = useNewSilence(given, zone);
  const { mutate, isPending, error } = useSilenceChange<CreateSilenceInput>("/api/silences", () =>
    router.push(withZone("/silences", zone)),
  );
  const { sources, question, request } = typed;
  const several = sources !== null && sources.groups.length + sources.silent.length > 1;
  return (
    <>
      <PageBar title="New silence" crumb={{ href: "/silences", label: "Silences" }}>
        <PageZone />
      </PageBar>
      <form
        className="page si-new"
        onSubmit={(event) => {
          event.preventDefault();
          if (request && !isPending) mutate(request);
        }}
      >
        <div className="panel si-form">
          <p className="ink2">
            Matching alerts go on firing, but nobody is notified. This acknowledges nothing: an alert keeps its owner,
            or has none.
          </p>
          <MatcherEditor drafts={typed.drafts} onChange={typed.edit} />
          {several && (
            <AlertmanagerField sources={sources} value={typed.alertmanager} onChange={typed.setAlertmanager} />
          )}
        </div>
        <PreviewPanel
          preview={typed.preview}
          error={typed.previewError}
          empty={typed.empty}
          warnings={typed.warnings}
          zone={zone}
        />
        <div className="panel si-form">
          <EndField
            label="Until"
            choice={typed.choice}
            end={typed.end}
            zone={zone}
            problem={typed.problem}
            suggested={typed.end}
            onChange={typed.setChoice}
          />
          <ReasonField value={typed.reason} onChange={typed.setReason} />
          {question !== "" && (
            <label className="check si-confirm">
              <input
                type="checkbox"
                checked={typed.confirmed}
                onChange={(event) => typed.confirm(event.target.checked)}
              />
              <span>{question} I want that.</span>
            </label>
          )}
          <ChangeProblem error={error} failed="Not silenced." />
          <div className="si-submit">
            <Button tone="primary" size="big" type="submit" aria-disabled={isPending || !request} aria-busy={isPending}>
              {isPending ? "Asking Alertmanager…" : error ? "Try again" : `Silence as ${person}`}
            </Button>
            <ButtonLink tone="quiet" href={withZone("/silences", zone)}>
              Cancel
            </ButtonLink>
          </div>
        </div>
      </form>
    </>
  );
}
